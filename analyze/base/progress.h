/*
 * A line on a terminal that writes over itself, for people who wait: it comes when something lasts longer than a second, changes a few
 * times a second, and is gone at the end.  Where standard error is no terminal there is none.  NULL in the place of a progress is silent.
 */
#ifndef ANALYZE_BASE_PROGRESS_H
#define ANALYZE_BASE_PROGRESS_H

#include "analyze/base/buffer.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct progress {
    FILE *out;        /* NULL: silent */
    const char *what; /* is worked on, with which the line begins; borrowed */
    const char *step; /* of the work, NULL where it has none; borrowed */
    int64_t total;    /* bytes to read; 0 where nobody knows */
    uint64_t begun;   /* CLOCK_MONOTONIC, nanoseconds */
    uint64_t due;     /* when the line is written next */
    bool shown;       /* it is on the screen */
};

void progress_begin(struct progress *progress, const char *what, bool quiet);

/* Of a file, or standard input for "-": knows how much there is, where that has an end. */
void progress_begin_file(struct progress *progress, const char *path, bool quiet);

/* What is done now: a text that stays. */
void progress_step(struct progress *progress, const char *step);

/* So much was read. */
void progress_read(struct progress *progress, int64_t bytes, int64_t members);

/* The work goes on, and nobody knows how far it is. */
void progress_tick(struct progress *progress);

/* Takes the line off the screen, before something else is written; it comes again when it is due. */
void progress_hide(struct progress *progress);

/* Takes it off for good.  May be called again. */
void progress_end(struct progress *progress);

/* What the line says of `bytes` of `total` (0: not known) after that time: "1.5 of 3.0 MB, 7 members, 0.5 MB/s, 3 s left". */
void progress_text(struct buffer *text, int64_t bytes, int64_t total, int64_t members, uint64_t nanoseconds);

#endif
