/*
 * Who lives where: the processes that /proc lists, and the namespaces that they live in.  Taken once before the sockets are read,
 * once after the descriptor walk, and once of those that only other views show.
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
    bool listed;         /* by the visible /proc, and not only known from another view */
    struct bytes comm;   /* field 2 of its stat, set with the start time */
    uint64_t start_time; /* field 22 of its stat, set when that is read; 0 before */
    bool reads_mounts;   /* of its mount namespace, it is the one whose mountinfo is taken */
    bool mounts_read;    /* and it was still there for that */
    bool is_unread;      /* where it lives is not known, since asking for that was given up */
    enum stuck stuck;    /* a read of it did not return, and these would not either */
    /* Of one whose start time could not be read, so that it cannot be told from another of its number later: */
    bool keeps_directory;
    int directory;     /* its own, open; closed with the census */
    const char *shown; /* the name of the procfs in which it is */
};

/* A task through which the files of a namespace can be read. */
struct inhabitant {
    uint64_t inode; /* of the namespace; 0 where the kernel does not tell */
    unsigned pid;
    unsigned tid; /* the pid itself, or a thread where the leader is a zombie */
};

struct namespace
{
    uint64_t inode;
    const char *link;                     /* "ns/net", "ns/mnt" */
    const struct inhabitant *inhabitants; /* by pid; owned by the census */
    size_t count;
    _Atomic size_t current; /* index of the one in use; those before it have gone */
    atomic_bool was_read;   /* something was read through the one in use */
    /* Of a network namespace: */
    int handle; /* its file, for when there are no inhabitants (left); -1 where there is none.  Borrowed. */
    int error;  /* errno of having none */
    struct netns_resident *resident; /* our own inhabitant, while one is needed */
    unsigned users;                  /* units that may need it */
};

struct namespaces {
    struct namespace *list; /* by inode */
    size_t count;
    struct inhabitant *inhabitants;
    size_t inhabitant_count;
    size_t cap;
};

/* When the visible /proc was listed: CLOCK_REALTIME and CLOCK_MONOTONIC at its start, nanoseconds. */
struct listing {
    uint64_t start, monotonic, took;
};

struct census {
    struct process *processes; /* by pid */
    size_t count;
    struct namespaces net;
    struct namespaces mnt;
    struct listing listing;
    struct results unread; /* lines for those whose namespaces were not to be had in time */
    int error; /* errno of the first task whose namespaces could not be read for a reason of ours; 0 where there is none */
    unsigned error_pid;
};

/*
 * Of those that the visible /proc lists; or of `only`, ascending, which it may list or not.  0, or -1 with the error filled.  The census
 * is released with census_free in both cases.
 */
int census_take(struct census *census, struct host *host, const struct numbers *only, struct error *error);
void census_free(struct census *census);

/* Adds an inhabitant, unsorted.  0, or -1 without memory. */
int namespaces_add(struct namespaces *n, uint64_t inode, unsigned pid, unsigned tid);

/* Adds the network namespaces of `before` that have none in `after`: with nobody left to read them through. */
int census_keep_gone(struct census *after, const struct census *before, struct error *error);

/*
 * Adds the namespaces of `earlier`, which must live as long, with their inhabitants.  A namespace of both is that of `earlier`.
 */
int census_join(struct census *census, const struct census *earlier, struct error *error);

/* The process of that pid; NULL when it is not in the list. */
struct process *census_find(const struct census *census, unsigned pid);

#endif
