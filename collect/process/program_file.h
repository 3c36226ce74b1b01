/*
 * What is looked at once for each program: what is at its path now, its capabilities, and its layer of an overlay.
 */
#ifndef COLLECT_PROCESS_PROGRAM_FILE_H
#define COLLECT_PROCESS_PROGRAM_FILE_H

#include "collect/base/file_status.h"
#include "collect/process/context.h"

/* The executable of a process. */
struct program_file {
    int dir;           /* the open /proc directory of the process */
    uint64_t ns;       /* inode of its mount namespace */
    struct bytes path; /* target of the link `exe` */
    struct bytes root; /* target of the link `root` */
    struct file_status status;
};

enum program_place {
    PLACE_NOT_ASKED, /* it has no path, or the path may lead to a file system that is not local */
    PLACE_SAME,
    PLACE_OTHER, /* another file is at the path */
    PLACE_ABSENT,
    PLACE_OUTSIDE, /* the path is not below the root of the process */
    PLACE_ERROR,
};

struct program_facts {
    enum program_place place;
    int place_error;
    struct file_status other; /* PLACE_OTHER: of the file that is at the path */
    const char *layer;        /* "upper" or "lower"; NULL if it is on no overlay, or not known */
    struct bytes capability;  /* security.capability; empty without */
    int capability_error;
};

/* Whether what the two say is of one file. */
bool program_is_same(const struct file_status *a, const struct file_status *b);

/* The caller frees `facts->capability`.  After the guard was lost the facts mean nothing. */
void program_look(struct process_context *context, struct guard *guard, const struct program_file *file,
                  struct program_facts *facts);

#endif
