/*
 * A case database with one small snapshot, for targets that read one.
 */
#ifndef TESTS_SUPPORT_FUZZ_CASE_H
#define TESTS_SUPPORT_FUZZ_CASE_H

/* A directory of its own, with the database `case.db` in it. */
struct fuzz_case {
    char directory[64];
    char path[80];
};

void fuzz_case_make(struct fuzz_case *c);

/* Removes it; what was opened before stays readable. */
void fuzz_case_remove(const struct fuzz_case *c);

#endif
