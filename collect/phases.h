/*
 * The phases of a run, in their order: the most volatile things first, the sockets on both sides of the descriptor walk, close to each
 * other, then what takes long, what may hang last.
 */
#ifndef COLLECT_PHASES_H
#define COLLECT_PHASES_H

#include "collect/net/netview.h"
#include "collect/netns/census.h"
#include "collect/process/process.h"
#include "collect/views/views.h"
#include "collect/work/pool.h"

/* The network namespaces of a pass. */
struct net_targets {
    struct net_target *list;
    size_t count;
};

/* What the phases work on. */
struct capture {
    struct host host;
    struct census before; /* taken at the start */
    struct census after;  /* taken after the descriptor walk */
    struct census others; /* of those in neither that the views show */
    struct census *late;  /* the later of those that there are */
    struct views views;
    struct netview net;
    struct process_context processes;
    struct net_targets first, second, last; /* the network namespaces of each pass */
    struct net_targets *targets;            /* of the pass that is under way, or was last */
    struct results on_the_side;             /* attempts that no worker makes; written at the end of the phase */
};

struct phase {
    const char *name; /* for the progress line */
    /* What the phase needs before its units; NULL where it needs nothing.  0, or -1 with the error filled. */
    int (*prepare)(struct capture *capture, bool interrupted, struct error *error);
    size_t (*count)(const struct capture *capture);
    /* The unit of that index, or NULL when there is nothing to do for it: 0; -1 without memory. */
    int (*make)(struct capture *capture, size_t index, struct unit **unit);
};

/* What a `make` returns that made a unit, or had no memory for it. */
int phase_made(struct unit **out, struct unit *unit);

extern const struct phase phases[];
extern const size_t phase_count;

/* Adds an attempt that no worker makes, and takes it over.  0, or -1 with the error filled. */
int capture_add(struct capture *capture, struct attempt *a, struct error *error);

/*
 * Takes a later census, which then is the late one.  One that fails is no reason to stop: the earlier one serves, and a line says so.  Or
 * records why there is none.  0, or -1 with the error filled.
 */
int capture_take_census(struct capture *capture, struct census *census, const struct numbers *only,
                        struct error *error);
int capture_skip_census(struct capture *capture, const char *reason, struct error *error);

void capture_free(struct capture *capture);

#endif
