/*
 * What the targets in tests/fuzz/ share.  A target is a file with LLVMFuzzerTestOneInput(): libFuzzer, AFL++ and tests/support/replay.c
 * call it.  Where a file is a target for each of several things (a format of a file, a form of output), FUZZ_ONE in the environment
 * says which.
 */
#ifndef TESTS_SUPPORT_FUZZ_H
#define TESTS_SUPPORT_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size); /* libFuzzer's */

/* FUZZ_ONE; without it the program ends. */
const char *fuzz_one(void);

/* Reads every byte, so that a sanitizer sees one that is not there. */
void fuzz_touch(const void *bytes, size_t len);

/* Something is not as it must be: says what, and aborts. */
_Noreturn void fuzz_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A copy of exactly that length, with a NUL behind it where a string is wanted.  The caller frees it. */
char *fuzz_copy(const uint8_t *data, size_t size);
char *fuzz_string(const uint8_t *data, size_t size);

/* A file in memory with these bytes, for fuzz_unfile() to close; `path` opens it anew each time. */
struct fuzz_file {
    int fd;
    char path[32];
};
struct fuzz_file fuzz_file(const void *bytes, size_t size);
void fuzz_unfile(const struct fuzz_file *file);

/* Notices on standard error go nowhere from now on, a fuzz_fail() excepted. */
void fuzz_silence(void);

#endif
