/*
 * An actor is a process that holds what a test wants collect to find: most often the program `holder`.  An actor prints a line
 * "LABEL TID FD INODE" for each thing and then "ready"; the end of the scene kills it, by its own pid.
 */
#ifndef TESTS_SUPPORT_ACTOR_H
#define TESTS_SUPPORT_ACTOR_H

#include <stdint.h>
#include <sys/types.h>

struct scene;

struct actor {
    pid_t pid;
    int in;     /* its standard input; closing it ends a holder */
    char *text; /* what it printed before "ready" */
};

/* A thing that an actor holds. */
struct held {
    pid_t tid;
    int fd;
    uint64_t inode;
};

/* Runs the command (one that execs) as an actor and waits, ten seconds at most, until it says ready. */
struct actor *actor_start(struct scene *scene, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for a program that does not say when it is ready: waits until the shell command `test` succeeds. */
struct actor *actor_start_until(struct scene *scene, const char *test, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Kills the actor now and waits for its end. */
void actor_end(struct actor *actor);

/* The thing of that label; a label that the actor did not print fails the test. */
struct held actor_held(const struct actor *actor, const char *label);

#endif
