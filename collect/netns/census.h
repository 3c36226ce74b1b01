/*
 * The census: the processes that /proc lists, and the namespaces that they are in.  A run takes one before it reads
 * sockets, one after the descriptor walk, and one of the processes that only other views show.
 */
#ifndef COLLECT_NETNS_CENSUS_H
#define COLLECT_NETNS_CENSUS_H

#include "collect/archive/attempt.h"
#include "collect/base/directory.h"
#include "collect/host/host.h"
#include "collect/netns/netns.h"

#include <stdatomic.h>

struct process {
    unsigned pid;
    bool listed;         /* the visible /proc lists the process; otherwise only another view does */
    struct bytes comm;   /* field 2 of /proc/<pid>/stat, set together with the start time */
    uint64_t start_time; /* field 22 of /proc/<pid>/stat, in clock ticks since boot; 0 until that is read */
    bool reads_mounts;   /* mountinfo of its mount namespace is read through this process */
    bool mounts_read;    /* and the process still existed when that was read */
    bool is_unread;      /* its namespaces are unknown because a system call for them was given up */
    size_t program;      /* number of its program in views/programs; 0 if it is not known */
    enum stuck stuck;    /* a read of its files did not return; says which other reads would not either */
    /* If the start time could not be read, the open directory tells the process from a later one with the same pid: */
    bool keeps_directory;
    int directory;     /* /proc/<pid>; closed by census_free */
    const char *shown; /* the name of the procfs that shows the process */
};

/* A task in a namespace, through whose /proc files the namespace can be read. */
struct inhabitant {
    uint64_t inode; /* of the namespace; 0 where the kernel has no namespace links */
    unsigned pid;
    unsigned tid; /* the pid; or another thread, if it is in another namespace or the leader is a zombie */
};

struct namespace
{
    uint64_t inode;
    const char *link;                     /* "ns/net" or "ns/mnt" */
    const struct inhabitant *inhabitants; /* sorted by pid; owned by the census */
    size_t count;
    _Atomic size_t current; /* index of the inhabitant in use; those before it have left or ended */
    atomic_bool was_read;   /* a file was opened through an inhabitant */
    /* For network namespaces only: */
    int handle; /* descriptor of the nsfs file, used when no inhabitant is left; -1 if there is none.  Borrowed. */
    int error;  /* errno of opening the nsfs file */
    struct netns_resident *resident; /* our own thread in the namespace, started when it is needed */
    unsigned users;                  /* units that may need the resident */
};

struct namespaces {
    struct namespace *list; /* sorted by inode */
    size_t count;
    struct inhabitant *inhabitants;
    size_t inhabitant_count;
    size_t cap;
};

/* When /proc was listed: CLOCK_REALTIME and CLOCK_MONOTONIC at the start, and the duration; nanoseconds. */
struct listing {
    uint64_t start, monotonic, took;
};

struct census {
    struct process *processes; /* sorted by pid */
    size_t count;
    struct namespaces net;
    struct namespaces mnt;
    struct listing listing;
    struct results unread;           /* attempts for processes whose namespace links did not answer in time */
    int cut;                         /* errno with which the listing of /proc ended early; 0 if it did not */
    int shown_cut;                   /* the same of the listing of what is mounted over /proc */
    struct bound bound, shown_bound; /* which bound did, if one did */
    int error; /* errno of the lowest pid whose links failed, except by its end or a refusal; 0 if there is none */
    unsigned error_pid;
};

/*
 * Takes a census of all processes that /proc lists, or only of the pids in `only`, which are sorted and which /proc
 * need not list.  Returns 0, or -1 with the error filled.  The caller releases the census with census_free in both
 * cases.
 */
int census_take(struct census *census, struct host *host, const struct numbers *only, struct error *error);
void census_free(struct census *census);

/*
 * Where namespaces have no links (before Linux 3.8), network namespaces are told apart by the inode number of a file of
 * /proc/PID/net: the kernel makes it anew for each of them, and gives no number to two that are there (create_proc_entry()
 * from dev_proc_net_init(), net/core/dev.c).  Of the files there, this one always exists.  A copy of /proc has other numbers.
 */
#define NETNS_TABLE "net/dev"

/* Whether they are told apart so; known after the first census. */
bool netns_by_table(const struct host *host);

/* The number of the network namespace of a process; 0 if it is not known. */
uint64_t census_net_of(const struct census *census, unsigned pid);

/* Appends an inhabitant.  0, or -1 without memory. */
int namespaces_add(struct namespaces *n, uint64_t inode, unsigned pid, unsigned tid);

/*
 * Adds to `after` the network namespaces that only `before` has.  They are without inhabitants there.  0, or -1 with
 * the error filled.
 */
int census_keep_gone(struct census *after, const struct census *before, struct error *error);

/*
 * Adds the namespaces of `earlier` with their inhabitants, which stay owned by `earlier`: it must live as long as
 * `census`.  A namespace that both have is taken from `earlier`.  0, or -1 with the error filled.
 */
int census_join(struct census *census, const struct census *earlier, struct error *error);

/* The process with that pid, or NULL. */
struct process *census_find(const struct census *census, unsigned pid);

#endif
