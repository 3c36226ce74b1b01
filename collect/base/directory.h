/*
 * Directories, by getdents64(2) on a descriptor.
 */
#ifndef COLLECT_BASE_DIRECTORY_H
#define COLLECT_BASE_DIRECTORY_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"

/* Numbers in ascending order, each once. */
struct numbers {
    unsigned *values;
    size_t count;
    size_t cap;
};

/*
 * The entries whose names are decimal numbers (pids, tids, descriptors).  0, or -1 with errno; what was read before a failure
 * is in `out`, sorted.
 */
int directory_numbers(struct guard *guard, int fd, struct numbers *out);
/* Adds one, or others, at the end; 0, or -1 without memory. */
int numbers_add(struct numbers *numbers, unsigned value);
int numbers_append(struct numbers *numbers, const struct numbers *more);

/* Whether the number is one of them, which are ascending. */
bool numbers_has(const struct numbers *numbers, unsigned value);

/* Ascending, each once. */
void numbers_sort(struct numbers *numbers);
void numbers_free(struct numbers *numbers);

enum directory_kind { DIRECTORY_FILES, DIRECTORY_DIRECTORIES, DIRECTORY_ALL };

/*
 * The names of the entries (of regular files only, of directories only, or all but "." and ".."), in byte order, each ended by a NUL.
 * 0, or -1 with errno; what was read before a failure is in `out`.
 */
int directory_names(struct guard *guard, int fd, enum directory_kind kind, struct bytes *out);

#endif
