/*
 * For --probe-ports: which ports the tables and dumps of a network namespace show.
 */
#ifndef COLLECT_NET_PROBE_TABLES_H
#define COLLECT_NET_PROBE_TABLES_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"
#include "collect/net/autoload.h"

#define PORTS 65536

struct probe_protocol {
    const char *name;
    int type;
    const char *files[2], *dumps[2]; /* the tables that show its sockets */
};

struct probe_tables {
    struct autoload autoload;
    bool candidate[PORTS]; /* of the present protocol: no table showed the port */
    struct bytes names;    /* of the tables that were read */
};

/* Takes off all ports that a table shows now.  The calling thread is in the namespace; `proc` is a procfs with our pids. */
void probe_tables_take(struct probe_tables *t, struct guard *guard, int proc, const struct probe_protocol *protocol);

#endif
