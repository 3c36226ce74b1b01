/*
 * The processes as seen from other sides than the visible /proc: what one hides, another may show.  docs/snapshot-format.md
 * describes the members views/.  collect records, analyze judges.
 */
#ifndef COLLECT_VIEWS_H
#define COLLECT_VIEWS_H

#include "collect/census.h"
#include "collect/pool.h"

enum view_name { VIEW_LISTED, VIEW_OPENED, VIEW_KNOWN, VIEW_PRIVATE, VIEW_CGROUPS, VIEW_COUNT };

struct view {
    struct attempt attempt; /* its clock, state and reason; the content is made by views_write */
    struct numbers pids;
    bool done;
};

/* The numbers up to pid_max are asked for in parts, beside each other. */
#define SWEEP_PARTS 8

struct sweep_part {
    struct numbers opened, known;
    unsigned opened_to; /* beyond, only those numbers were opened that the kernel knows */
    int error;          /* that one of the numbers could not be opened with, though it may be there */
    int refused;        /* what the system calls that know a pid are refused with; 0 where they tell */
    uint64_t start, monotonic, took;
    bool done;
};

struct views {
    struct view views[VIEW_COUNT];
    struct sweep_part parts[SWEEP_PARTS];
    bool cut;         /* the run was interrupted before all numbers were asked for */
    unsigned pid_max; /* 0 where it is not known, or where numbers are not asked for */
};

/* Finds out what there is to look at. */
void views_begin(struct views *views, const struct host *host);

/* The units that look; `before` says who is known to be no thread.  The unit of that index: 0, or -1 without memory. */
size_t views_count(const struct views *views);
int views_make(struct views *views, struct host *host, const struct census *before, size_t index, struct unit **unit);

/* All pids of all views, ascending.  -1 without memory. */
int views_pids(struct views *views, struct numbers *out);

/* Adds the members, with start times and names from both lists.  -1 without memory. */
int views_write(struct views *views, const struct host *host, const struct census *before, const struct census *after,
                struct results *results);

void views_free(struct views *views);

/* One part of the numbers, views_sweep.c. */
struct unit *unit_sweep(struct host *host, const struct census *before, struct views *views, size_t part);

/* Who stands in a cgroup.procs of a mounted hierarchy, views_cgroups.c. */
struct unit *unit_cgroups(struct host *host, struct view *view);

/* The member views/bpf, bpf.c. */
struct unit *unit_bpf(struct host *host);

#endif
