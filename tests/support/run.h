/*
 * Runs commands: by sh -c in the scene's directory, in a new process group, with the programs under test and the actors first in PATH,
 * LC_ALL=C, TOP as the top of the source tree, and /dev/null as standard input.
 */
#ifndef TESTS_SUPPORT_RUN_H
#define TESTS_SUPPORT_RUN_H

#include <stddef.h>

struct scene;

struct result {
    int status; /* exit status; 128 and the signal's number when a signal ended it */
    double seconds;
    char *out; /* standard output, terminated; lives until the end of the scene */
    size_t size;
    char *err; /* standard error, terminated */
};

/* A command that hangs, which is told by a limit of many minutes, fails the test. */
struct result sh(struct scene *scene, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for a command that must exit 0; returns its output. */
char *sh_ok(struct scene *scene, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for a command that must exit 0 or 1; collect and analyze exit with 1 when there is something to look at. */
char *sh_usable(struct scene *scene, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for a command that must exit with `status`; returns its standard error. */
char *sh_fails(struct scene *scene, int status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* For a new child whose standard streams are set: executes `command` as above.  Does not return. */
_Noreturn void run_child(const char *directory, const char *command, int in, int out, int err);

#endif
