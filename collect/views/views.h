/*
 * Views: lists of processes from other sources than the visible /proc, so that a process hidden from one may show in
 * another.  docs/snapshot-format.md describes the members views/.  collect records them; analyze draws conclusions.
 */
#ifndef COLLECT_VIEWS_VIEWS_H
#define COLLECT_VIEWS_VIEWS_H

#include "collect/netns/census.h"
#include "collect/netns/kernel_mounts.h"
#include "collect/views/handed_out.h"
#include "collect/views/sweep.h"
#include "collect/work/pool.h"

enum view_name { VIEW_LISTED, VIEW_OPENED, VIEW_KNOWN, VIEW_PRIVATE, VIEW_CGROUPS, VIEW_COUNT };

struct view {
    const struct host *host;
    struct attempt attempt; /* its times, state and reason; views_write makes the content */
    struct numbers pids;
    bool done; /* the state is set */
};

/* The sweep has this many units, which share the numbers. */
#define SWEEP_PARTS 8

/* What one unit of the sweep found. */
struct sweep_part {
    struct numbers opened, known;    /* pids whose directory can be opened; pids that the kernel knows */
    int error;                       /* errno of opening a number that may nevertheless be a process; or 0 */
    int refused;                     /* errno with which the system calls are refused; 0 if they can be used */
    uint64_t start, monotonic, took; /* as in struct attempt */
    bool done;
};

struct views {
    struct view views[VIEW_COUNT];
    struct sweep_part parts[SWEEP_PARTS];
    struct sweep sweep;
    struct bytes unasked;               /* the reason from handed_out_end */
    bool cut;                           /* the run was interrupted before the sweep was complete */
    const struct kernel_mounts *mounts; /* of other mount namespaces */
    unsigned pid_max;                   /* 0 if it is unknown, or if there is no sweep */
};

/* Begins all views, and sets the state of those that are not possible.  `mounts` is complete, and outlives the views. */
void views_begin(struct views *views, const struct host *host, const struct kernel_mounts *mounts);

/*
 * The units of all views except the sweep.  views_make sets *unit to the unit with that index, or to NULL if it has
 * nothing to do.  0, or -1 without memory.
 */
size_t views_count(const struct views *views);
int views_make(struct views *views, struct host *host, size_t index, struct unit **unit);

/*
 * Prepares the sweep, after the other views are done.  `lists` are the `count` censuses so far.  0, or -1 without
 * memory.
 */
int views_begin_sweep(struct views *views, const struct host *host, const struct census *const *lists, size_t count);

/* The units of the sweep.  A pid in the census `before` is known to be a process and not a thread.  As above. */
size_t views_count_sweep(const struct views *views);
int views_make_sweep(struct views *views, struct host *host, const struct census *before, size_t index,
                     struct unit **unit);

/* Appends the pids of all views, and sorts the result.  Call once, after the sweep.  0, or -1 without memory. */
int views_pids(struct views *views, struct numbers *out);

/*
 * Adds the members to `results`.  Start times and names are from the first census in `lists` that has them.  0, or -1
 * without memory.
 */
int views_write(struct views *views, const struct census *const *lists, size_t count, struct results *results);

void views_free(struct views *views);

/* A unit of the sweep, views_sweep.c. */
struct unit *unit_sweep(struct host *host, const struct census *before, struct views *views, size_t part);

/* The pids in cgroup.procs of all mounted hierarchies, views_cgroups.c. */
struct unit *unit_cgroups(struct view *view);

/* The member views/bpf, bpf.c. */
struct unit *unit_bpf(struct host *host);

/* The members views/bpf-cgroups and views/bpf-pins, bpf_places.c. */
struct unit *unit_bpf_cgroups(struct views *views);
struct unit *unit_bpf_pins(struct views *views);

/* The members views/modules and views/livepatches, kernel_objects.c, and views/symbols, symbols.c. */
struct unit *unit_modules(struct host *host);
struct unit *unit_livepatches(struct host *host);
struct unit *unit_symbols(struct host *host);

#endif
