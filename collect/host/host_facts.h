/*
 * Reads the files of the host that meta.json needs, all at the same time, so that several that hang cost one deadline.
 */
#ifndef COLLECT_HOST_HOST_FACTS_H
#define COLLECT_HOST_HOST_FACTS_H

#include "collect/base/digest.h"
#include "collect/base/errand.h"
#include "collect/host/host.h"

#define BOOT_ID       "sys/kernel/random/boot_id"
#define CPU_BYTEORDER "kernel/cpu_byteorder"

/* Errands in progress.  The caller waits for each once: errand_wait for `tool` and `namespaces`, else errand_text. */
struct host_facts {
    struct errand *tool, *namespaces, *boot_id, *status;
    struct errand *machine_id, *byte_order; /* NULL if /etc or /sys could not be opened */
    int etc_error, sys_error;               /* errno of opening these */
    unsigned deadline;                      /* milliseconds, for waiting */
};

/* The work of `tool` and `namespaces`: a file or directory in our own /proc/self. */
struct own_file {
    int dir;
    struct bytes path;    /* relative to `dir` */
    int error;            /* errno of reading it; 0 if all was read */
    struct digest digest; /* `tool`: of the program, not ended */
    struct bytes names;   /* `namespaces`: of the links, each ended by a NUL */
    uint64_t *inodes;     /* the namespace of each link; 0 if unknown */
};

/* Starts all errands. */
void host_facts_ask(struct host_facts *questions, const struct host *host);

/* Releases a struct own_file; accepts NULL. */
void host_facts_drop(void *work);

#endif
