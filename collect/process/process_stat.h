/*
 * Parses /proc/<pid>/stat (do_task_stat(), fs/proc/array.c).
 */
#ifndef COLLECT_PROCESS_PROCESS_STAT_H
#define COLLECT_PROCESS_PROCESS_STAT_H

#include <stddef.h>
#include <stdint.h>

/* The fields that collect needs, counted as in proc(5).  A field that cannot be parsed is 0. */
struct process_stat {
    size_t comm;         /* field 2: offset of the text between its parentheses */
    size_t comm_length;  /* its length */
    uint64_t threads;    /* field 20 */
    uint64_t start_time; /* field 22, clock ticks since boot */
};

struct process_stat process_stat_parse(const char *text, size_t len);

#endif
