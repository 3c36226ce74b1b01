/*
 * A case database as a file, for tests of commands that only read one.
 */
#ifndef TESTS_SUPPORT_CASE_FILE_H
#define TESTS_SUPPORT_CASE_FILE_H

struct scene;

/* Makes the file, in the scene's directory, with the rows of some scripts, a list that NULL ends. */
void case_file(struct scene *scene, const char *name, const char *const *scripts);

#endif
