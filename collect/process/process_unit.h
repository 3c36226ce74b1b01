/*
 * The unit of one process: its struct, and how a source of it is read.  The steps are in process.c.
 */
#ifndef COLLECT_PROCESS_PROCESS_UNIT_H
#define COLLECT_PROCESS_PROCESS_UNIT_H

#include "collect/process/process.h"
#include "collect/process/units.h"

struct process_unit {
    struct unit unit;
    struct process_context *context;
    struct process *process;
    struct bytes member; /* "proc/<pid>" */
    struct bytes source; /* "/proc/<pid>" */
    bool visible;        /* read the directory in the visible /proc, also if something is mounted over it */
    int dir;             /* the open /proc directory; -1 if there is none */
    const char *proc;    /* the name of the procfs in which `dir` is */
    bool opened;         /* opening `dir` was tried */
    bool hung;           /* `visible` only: a read did not return */
    enum stuck asked;    /* how stuck the process is if the current step, or the last one, does not return */
    enum snapshot_scope scope;
    size_t next;           /* index of the next source */
    struct numbers wanted; /* descriptors whose fdinfo to read */
    struct numbers files;  /* those of them that are no sockets */
    struct numbers events; /* those of them that may run a BPF program */
    struct numbers pairs;  /* descriptors whose attributes to read, and their mounts: see fdstat.h */
    struct program_link program;
    bool linked;        /* the links were read, so that `wanted` is known */
    bool asked_program; /* see programs.h */
    struct threads threads;
    uint64_t thread_count; /* from stat; 0 if unknown */
};

/* Opens the directory as part of the first attempt.  False if there is none to read; the failure is recorded. */
bool process_unit_open(struct process_unit *u, struct worker *w, const char *file);

/* Reads the source, and records the attempt. */
void process_unit_take(struct process_unit *u, struct worker *w, const struct source *source);

/*
 * Makes fdinfo of all descriptors wanted, for a process whose links block.  fdinfo has at least the flags and, since
 * Linux 5.14, the inode number of each descriptor.
 */
void process_unit_want_all(struct process_unit *u, struct worker *w);

/* Whether the process is collect itself. */
bool process_unit_is_own(const struct process_unit *u);

#endif
