/*
 * Which dumps the kernel can give without loading a module.
 *
 * sock_diag_rcv_msg(), inet_diag_lock_handler() and nfnetlink_rcv_msg() call request_module() for what is not there: the kernel
 * then runs the host's modprobe, which changes the host, and on a suspect one may be anything.  So the question is only asked
 * where the answer is there already: as the kernel's own list of symbols tells, or where it cannot load modules at all.
 */
#ifndef COLLECT_NET_AUTOLOAD_H
#define COLLECT_NET_AUTOLOAD_H

#include "collect/base/guard.h"
#include "collect/net/dumps.h"

#include <stdatomic.h>

struct autoload {
    bool is_impossible; /* the kernel loads no modules */
    bool is_allowed;    /* by --thorough */
    uint32_t present;   /* bit i: the module in row i of the table in autoload.c is there */
};

/* Takes the symbols of a run of whole lines of /proc/kallsyms: "<address> <type> <name>[<TAB>[<module>]]". */
void autoload_take(struct autoload *autoload, const char *lines, size_t len);

/* Finds out, from the files of a procfs.  Not knowing is as being able to load. */
void autoload_look(struct autoload *autoload, struct guard *guard, int proc);

/* The module that asking for the dump would make the kernel load; NULL when it loads none. */
const char *autoload_module(const struct autoload *autoload, const struct dump *dump);

#endif
