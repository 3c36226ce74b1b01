/*
 * The processes as seen from other sides than the visible /proc: what one hides, another may show.  docs/snapshot-format.md
 * describes the members views/.  collect records, analyze judges.
 */
#ifndef COLLECT_VIEWS_VIEWS_H
#define COLLECT_VIEWS_VIEWS_H

#include "collect/netns/census.h"
#include "collect/views/handed_out.h"
#include "collect/views/sweep.h"
#include "collect/work/pool.h"

enum view_name { VIEW_LISTED, VIEW_OPENED, VIEW_KNOWN, VIEW_PRIVATE, VIEW_CGROUPS, VIEW_COUNT };

struct view {
    const struct host *host;
    struct attempt attempt; /* its clock, state and reason; the content is made by views_write */
    struct numbers pids;
    bool done;
};

/* What a worker found that asks for numbers, beside others. */
#define SWEEP_PARTS 8

struct sweep_part {
    struct numbers opened, known;
    int error;   /* that one of the numbers could not be opened with, though it may be there */
    int refused; /* what the system calls that know a pid are refused with; 0 where they tell */
    uint64_t start, monotonic, took;
    bool done;
};

struct views {
    struct view views[VIEW_COUNT];
    struct sweep_part parts[SWEEP_PARTS];
    struct sweep sweep;
    struct bytes unasked; /* why numbers below pid_max need not be asked for, or why they must be */
    bool cut;             /* the run was interrupted before all numbers were asked for */
    unsigned pid_max;     /* 0 where it is not known, or where numbers are not asked for */
};

/* Finds out what there is to look at. */
void views_begin(struct views *views, const struct host *host);

/* The units that look, but for those that ask for numbers.  The unit of that index: 0, or -1 without memory. */
size_t views_count(const struct views *views);
int views_make(struct views *views, struct host *host, size_t index, struct unit **unit);

/* Finds out which numbers are to be asked for, after the other views have looked.  -1 without memory. */
int views_begin_sweep(struct views *views, const struct host *host, const struct census *const *lists, size_t count);

/* The units that ask for numbers; `before` says who is known to be no thread. */
size_t views_count_sweep(const struct views *views);
int views_make_sweep(struct views *views, struct host *host, const struct census *before, size_t index,
                     struct unit **unit);

/* All pids of all views, ascending.  -1 without memory. */
int views_pids(struct views *views, struct numbers *out);

/* Adds the members, with start times and names from the lists, of which an earlier one is believed first.  -1 without memory. */
int views_write(struct views *views, const struct census *const *lists, size_t count, struct results *results);

void views_free(struct views *views);

/* One of those that ask for numbers, views_sweep.c. */
struct unit *unit_sweep(struct host *host, const struct census *before, struct views *views, size_t part);

/* Who stands in a cgroup.procs of a mounted hierarchy, views_cgroups.c. */
struct unit *unit_cgroups(struct view *view);

/* The member views/bpf, bpf.c. */
struct unit *unit_bpf(struct host *host);

#endif
