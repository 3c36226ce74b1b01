/*
 * The phases of a run, in their order: first what changes most quickly, with the sockets read just before and just
 * after the descriptor walk; then what takes long; last what may hang.
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

/* The data that the phases share. */
struct capture {
    struct host host;
    struct census before; /* taken at the start */
    struct census after;  /* taken after the descriptor walk */
    struct census others; /* of the processes that only the views show */
    struct census *late;  /* the last census that was taken */
    struct views views;
    struct netview net;
    struct process_context processes;
    struct net_targets first, second, last; /* the passes before the walk, after it, and for hidden processes */
    struct net_targets *targets;            /* of the current pass, or of the last one */
    struct results on_the_side;             /* attempts made by the main thread; written at the end of the phase */
};

struct phase {
    const char *name; /* for the progress line */
    /* Called once before the units are made; may be NULL.  0, or -1 with the error filled. */
    int (*prepare)(struct capture *capture, bool interrupted, struct error *error);
    /* How many indices `make` is called for. */
    size_t (*count)(const struct capture *capture);
    /* Sets *unit to the unit with that index, or to NULL if it has nothing to do.  0, or -1 without memory. */
    int (*make)(struct capture *capture, size_t index, struct unit **unit);
};

/* Sets *out to the unit.  0, or -1 if `unit` is NULL, which means that there was no memory.  For functions `make`. */
int phase_made(struct unit **out, struct unit *unit);

extern const struct phase phases[];
extern const size_t phase_count;

/* Adds an attempt of the main thread to `on_the_side`, and takes it over.  0, or -1 with the error filled. */
int capture_add(struct capture *capture, struct attempt *a, struct error *error);

/*
 * capture_take_census takes another census, which becomes `late`.  If that fails, the failure is recorded and the run
 * goes on with the earlier census.  capture_skip_census records why a census is not taken.  They return 0, or -1 with
 * the error filled.
 */
int capture_take_census(struct capture *capture, struct census *census, const struct numbers *only,
                        struct error *error);
int capture_skip_census(struct capture *capture, const char *reason, struct error *error);

void capture_free(struct capture *capture);

#endif
