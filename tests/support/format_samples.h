/*
 * Text that the tests of all formats start from.
 */
#ifndef TESTS_SUPPORT_FORMAT_SAMPLES_H
#define TESTS_SUPPORT_FORMAT_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>

struct format_sample {
    const char *format;
    const char *file;
    const char *text;
    size_t len;         /* 0 for the length of the string */
    bool prefix_stable; /* a prefix of the text yields a prefix of the rows */
};

/* Ends with an entry without a format. */
extern const struct format_sample network_samples[];

#endif
