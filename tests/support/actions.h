/*
 * What an actor does, by name: "[LABEL=]KIND[:ARGUMENT]", as in the arguments of the program `holder`.  The label is the kind where
 * none is given.  \n and \xHH in arguments are those bytes.  For actors: errors end the program.
 *
 * A socket of sockets.h, or one of the actions below.  An argument that is itself a list of these ("SPEC SPEC…", separated by single
 * spaces) is done in its order.
 */
#ifndef TESTS_SUPPORT_ACTIONS_H
#define TESTS_SUPPORT_ACTIONS_H

struct action {
    const char *name; /* NULL behind the last one */
    int (*run)(const char *label,
               const char *argument); /* the descriptor that it opened last; -1 where there is none */
};

/*
 * actions_tasks.c: processes and threads.  actions_files.c: descriptors.  actions_namespaces.c: namespaces.  actions_connections.c: connections.
 * actions_bpf.c: BPF objects.  actions_pairs.c: things with two ends.  actions_conntrack.c: tracked connections.  actions_nat.c: address translation.
 */
extern const struct action actions_of_tasks[], actions_of_files[], actions_of_namespaces[], actions_of_connections[],
    actions_of_bpf[], actions_of_pairs[], actions_of_conntrack[], actions_of_nat[];

/* Does it.  Returns the descriptor, as above. */
int action_run(const char *spec);

/* Does each of a list; returns the descriptor of the last. */
int actions_run(const char *list);

/* Prints the line of a thing: the thread, the descriptor and its inode number. */
void action_print(const char *label, int fd);

/* Prints the line of a thing that is no descriptor. */
void action_print_number(const char *label, long tid, unsigned long long number);

/* Says that all is ready, and waits until standard input ends. */
void actions_hold(void);

#endif
