/*
 * The actions of an actor, as "[LABEL=]KIND[:ARGUMENT]", which are the arguments of the program `holder`.  Without a label, the kind is
 * the label.  \n and \xHH in arguments stand for those bytes.  An error ends the program.
 *
 * KIND is a socket of sockets.h or one of the actions below.  An argument may itself be a list of actions ("SPEC SPEC…", separated by single
 * spaces), which are run in that order.
 */
#ifndef TESTS_SUPPORT_ACTIONS_H
#define TESTS_SUPPORT_ACTIONS_H

#include <stddef.h>

struct action {
    const char *name; /* NULL behind the last one */
    int (*run)(const char *label,
               const char *argument); /* the descriptor that it opened last; -1 where there is none */
};

/*
 * actions_tasks.c: processes and threads.  actions_files.c, actions_kinds.c: descriptors.  actions_namespaces.c: namespaces.  actions_connections.c: connections.
 * actions_bpf.c: BPF objects.  actions_bpf_kernel.c: those at functions of the kernel.  actions_pairs.c: things with two ends.  actions_conntrack.c: tracked connections.  actions_nat.c: address translation.
 * actions_disguise.c: what intruders make of themselves.
 */
extern const struct action actions_of_tasks[], actions_of_files[], actions_of_namespaces[], actions_of_connections[],
    actions_of_bpf[], actions_of_pairs[], actions_of_conntrack[], actions_of_nat[], actions_of_bpf_kernel[],
    actions_of_kinds[], actions_of_disguise[];

/* Runs one action.  Returns its descriptor, as above. */
int action_run(const char *spec);

/* Runs a list of actions; returns the descriptor of the last. */
int actions_run(const char *list);

/* Prints "LABEL TID FD INODE" for a descriptor of the calling thread. */
void action_print(const char *label, int fd);

/* The same line for what is no descriptor: FD is 0, and `number` stands for the inode. */
void action_print_number(const char *label, long tid, unsigned long long number);

/* Prints "ready" and waits until standard input ends. */
void actions_hold(void);

/* What the kernel calls a program or map, which is in 15 bytes: behind the name, the number that the test gave in BPF_NUMBER. */
void action_bpf_name(char *out, size_t size, const char *name);

#endif
