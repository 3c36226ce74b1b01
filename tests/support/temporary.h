/*
 * Temporary directories of tests that have no scene.
 */
#ifndef TESTS_SUPPORT_TEMPORARY_H
#define TESTS_SUPPORT_TEMPORARY_H

/* Makes a directory of mkdtemp(3)'s name and returns a descriptor of it. */
int temporary_make(char *name);

/* Closes the descriptor and removes the directory with all that is in it. */
void temporary_remove(const char *name, int fd);

/* Removes a directory with all that is in it, on its file system only; -1 with errno where something stays. */
int remove_tree(const char *path);

#endif
