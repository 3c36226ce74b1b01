/*
 * One capture, from the first census to the end record.
 */
#ifndef COLLECT_RUN_H
#define COLLECT_RUN_H

#include "collect/archive/attempt.h"
#include "collect/archive/manifest.h"
#include "collect/archive/output.h"
#include "collect/host/options.h"

/* Who is told how it goes.  Called by the thread that called collect_run. */
struct observer {
    void *context;
    /* Now and then: the phase, how many of its units were begun, and the totals so far. */
    void (*progress)(void *context, const char *phase, size_t begun, size_t count, const struct totals *totals);
    /* A thing that could not be read, and makes the snapshot partial. */
    void (*refused)(void *context, const struct attempt *a);
    /* Whether somebody asked for the end; asked again and again. */
    bool (*interrupted)(void *context);
};

struct summary {
    struct totals totals;
    struct bytes top;  /* name of the top directory */
    uint64_t written;  /* bytes of the output */
    unsigned segments; /* manifest segments that the output holds whole */
    char sha256[DIGEST_HEX + 1];
    uint64_t took;      /* nanoseconds */
    const char *result; /* as in the end record; NULL when there is none */
};

/*
 * Reads this host and writes the snapshot.  0, or -1 with the error filled; the summary is filled in both cases, as far as
 * the run came, and is released with summary_free.
 */
int collect_run(const struct options *options, const struct observer *observer, struct output *output,
                struct summary *summary, struct error *error);

void summary_free(struct summary *summary);

#endif
