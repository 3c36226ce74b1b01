/*
 * Lists directories with getdents64(2), and sets of numbers.  `fd` is a directory open for reading, and stays the
 * caller's.  A directory can list for ever: beyond `most` numbers, or bytes of names, it ends with EFBIG, an error that
 * getdents64(2) does not have.
 */
#ifndef COLLECT_BASE_DIRECTORY_H
#define COLLECT_BASE_DIRECTORY_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"
#include "collect/base/limits.h"

/* A list of numbers, in ascending order and without duplicates except between numbers_add and numbers_sort. */
struct numbers {
    unsigned *values;
    size_t count;
    size_t cap;
};

/*
 * Replaces the content of `out` by the entries whose names are decimal numbers (pids, tids, descriptors).  Returns 0,
 * or -1 with errno; `out` is sorted then too, and has what was read before the failure.
 */
int directory_numbers(struct guard *guard, int fd, struct bound most, struct numbers *out);

/* Append without sorting.  0, or -1 without memory. */
int numbers_add(struct numbers *numbers, unsigned value);
int numbers_append(struct numbers *numbers, const struct numbers *more);

/* Whether the sorted list has the value. */
bool numbers_has(const struct numbers *numbers, unsigned value);

/* Sorts in ascending order and removes duplicates. */
void numbers_sort(struct numbers *numbers);
void numbers_free(struct numbers *numbers);

enum directory_kind { DIRECTORY_FILES, DIRECTORY_DIRECTORIES, DIRECTORY_ALL };

/*
 * Appends to the empty `out` the names of the entries of that kind, without "." and "..", in byte order, each ended by
 * a NUL.  Returns 0, or -1 with errno; `out` then has what was read before the failure, unsorted.
 */
int directory_names(struct guard *guard, int fd, enum directory_kind kind, struct bound most, struct bytes *out);

#endif
