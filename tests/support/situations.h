/*
 * Checks of findings on rows: what a check finds on a host (rows that are the same for all), and what else there is in a situation.
 */
#ifndef TESTS_SUPPORT_SITUATIONS_H
#define TESTS_SUPPORT_SITUATIONS_H

#include <stddef.h>

struct situation {
    const char *rows;     /* SQL, run behind that of the host */
    const char *expected; /* "SEVERITY|PID|SUBJECT" lines */
};

/* Fails the test unless the check finds in each situation what is expected, and nothing else. */
void situations_expect(const char *key, const char *host, const struct situation *situations, size_t count);

/* EXPECT(KEY, HOST, { ROWS, EXPECTED }, ...) */
#define EXPECT(key, host, ...)                                              \
    situations_expect(key, host, (const struct situation[]){ __VA_ARGS__ }, \
                      sizeof((const struct situation[]){ __VA_ARGS__ }) / sizeof(struct situation))

#endif
