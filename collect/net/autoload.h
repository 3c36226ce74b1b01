/*
 * Tells which dumps the kernel can give without loading a module.
 *
 * sock_diag_rcv_msg(), inet_diag_lock_handler() and nfnetlink_rcv_msg() call request_module() for a module that is not
 * loaded.  The kernel then runs the host's modprobe: that changes the host, and on a compromised host modprobe may be
 * any program.  So a dump is requested only if the kernel's list of symbols shows that the module is present, or if the
 * kernel cannot load modules.
 */
#ifndef COLLECT_NET_AUTOLOAD_H
#define COLLECT_NET_AUTOLOAD_H

#include "collect/base/guard.h"
#include "collect/net/dumps.h"

#include <stdatomic.h>

struct autoload {
    bool is_impossible; /* the kernel cannot load modules */
    bool is_allowed;    /* by --thorough */
    uint32_t present;   /* bit i: the module in row i of the table in autoload.c is present */
};

/* Marks modules as present from whole lines of /proc/kallsyms: "<address> <type> <name>[<TAB>[<module>]]". */
void autoload_take(struct autoload *autoload, const char *lines, size_t len);

/*
 * Finds out from the files of the procfs `proc`.  If they cannot be read, a module counts as loadable and not present.
 */
void autoload_look(struct autoload *autoload, struct guard *guard, int proc);

/* The name of the module that the kernel would load for the dump; NULL if it would load none, or if that is allowed. */
const char *autoload_module(const struct autoload *autoload, const struct dump *dump);

#endif
