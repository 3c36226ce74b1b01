/*
 * /proc/<pid>/stat.
 */
#ifndef COLLECT_PROCESS_PROCESS_STAT_H
#define COLLECT_PROCESS_PROCESS_STAT_H

#include <stddef.h>
#include <stdint.h>

/* What collect needs of a stat file, from fs/proc/array.c, do_task_stat(). */
struct process_stat {
    size_t comm;         /* where the second field begins, behind its parenthesis */
    size_t comm_length;  /* 0 when it is not understood */
    uint64_t threads;    /* field 20; 0 when it is not understood */
    uint64_t start_time; /* field 22, clock ticks since boot; 0 when it is not understood */
};

struct process_stat process_stat_parse(const char *text, size_t len);

#endif
