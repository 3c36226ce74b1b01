/*
 * What an actor does, by name: "[LABEL=]KIND[:ARGUMENT]", as in the arguments of the program `holder`.  The label is the kind where
 * none is given.  \n and \xHH in arguments are those bytes.  For actors: errors end the program.
 *
 * A socket of sockets.h, or one of the deeds below.  An argument that is itself a list of these ("SPEC SPEC…", separated by single
 * spaces) is done in its order.
 */
#ifndef TESTS_SUPPORT_DEEDS_H
#define TESTS_SUPPORT_DEEDS_H

struct deed {
    const char *name; /* NULL behind the last one */
    int (*run)(const char *label,
               const char *argument); /* the descriptor that it opened last; -1 where there is none */
};

/*
 * deeds_tasks.c: processes and threads.  deeds_files.c: descriptors.  deeds_spaces.c: namespaces.  deeds_states.c: connections.
 * deeds_bpf.c: BPF objects.  deeds_ends.c: things with two ends.  deeds_tracking.c: tracked connections.  deeds_nat.c: address translation.
 */
extern const struct deed deeds_of_tasks[], deeds_of_files[], deeds_of_spaces[], deeds_of_states[], deeds_of_bpf[],
    deeds_of_ends[], deeds_of_tracking[], deeds_of_nat[];

/* Does it.  Returns the descriptor, as above. */
int deed_do(const char *spec);

/* Does each of a list; returns the descriptor of the last. */
int deeds_do(const char *list);

/* Prints the line of a thing: the thread, the descriptor and its inode number. */
void deed_say(const char *label, int fd);

/* Prints the line of a thing that is no descriptor. */
void deed_say_number(const char *label, long tid, unsigned long long number);

/* Says that all is ready, and waits until standard input ends. */
void deeds_hold(void);

#endif
