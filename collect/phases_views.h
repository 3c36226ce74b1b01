/*
 * The phases that list processes in other ways than the visible /proc: functions for the table in phases.c, described
 * in phases.h.
 */
#ifndef COLLECT_PHASES_VIEWS_H
#define COLLECT_PHASES_VIEWS_H

#include "collect/phases.h"

/* The views that are lists: our own procfs, cgroups, bpf objects. */
int phase_prepare_views(struct capture *capture, bool interrupted, struct error *error);
size_t phase_count_views(const struct capture *capture);
int phase_make_view(struct capture *capture, size_t index, struct unit **unit);

/* The sweep: tries all numbers that can be pids. */
int phase_prepare_sweep(struct capture *capture, bool interrupted, struct error *error);
size_t phase_count_sweep(const struct capture *capture);
int phase_make_sweep(struct capture *capture, size_t index, struct unit **unit);

/* Reads the processes that only the views show. */
int phase_prepare_others(struct capture *capture, bool interrupted, struct error *error);
size_t phase_count_others(const struct capture *capture);
int phase_make_other(struct capture *capture, size_t index, struct unit **unit);

#endif
