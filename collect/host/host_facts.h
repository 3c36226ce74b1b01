/*
 * What meta.json asks of the host's files: all at once, so that those that hang cost one deadline together.
 */
#ifndef COLLECT_HOST_HOST_FACTS_H
#define COLLECT_HOST_HOST_FACTS_H

#include "collect/base/digest.h"
#include "collect/base/errand.h"
#include "collect/host/host.h"

#define BOOT_ID       "sys/kernel/random/boot_id"
#define CPU_BYTEORDER "kernel/cpu_byteorder"

/* Each is for one errand_wait, or errand_text. */
struct host_facts {
    struct errand *tool, *namespaces, *boot_id, *status;
    struct errand *machine_id, *byte_order; /* NULL where the directory is not open, */
    int etc_error, sys_error;               /* and why */
    unsigned deadline;
};

/* Of a file of /proc/self, our own, whatever is read as /proc. */
struct own_file {
    int dir;
    struct bytes path;
    int error;            /* errno of not having read it all */
    struct digest digest; /* of a file */
    struct bytes names;   /* of a directory of links, each ended by a NUL, */
    uint64_t *inodes;     /* and the namespace of each; 0 for none */
};

void host_facts_ask(struct host_facts *questions, const struct host *host);

/* Releases the work of an errand, a struct own_file, which may be NULL. */
void host_facts_drop(void *work);

#endif
