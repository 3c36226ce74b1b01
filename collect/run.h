/*
 * One capture, from the first census to the end record.
 */
#ifndef COLLECT_RUN_H
#define COLLECT_RUN_H

#include "collect/archive/attempt.h"
#include "collect/archive/manifest.h"
#include "collect/archive/output.h"
#include "collect/host/options.h"

/* Callbacks of collect_run, called by the thread that called it. */
struct observer {
    void *context;
    /* Called several times a second: the phase, how many of its `count` units were begun, and the totals so far. */
    void (*progress)(void *context, const char *phase, size_t begun, size_t count, const struct totals *totals);
    /* Called for every attempt that makes the snapshot partial. */
    void (*refused)(void *context, const struct attempt *a);
    /* Whether to end the run early; called several times a second. */
    bool (*interrupted)(void *context);
};

struct summary {
    struct totals totals;
    struct bytes top;  /* name of the top directory */
    uint64_t written;  /* bytes of the output */
    unsigned segments; /* complete manifest segments in the output */
    size_t sockets;    /* different inode numbers in the tables and dumps that were read before the descriptors */
    char sha256[DIGEST_HEX + 1];
    unsigned char to_sign[SIGNED_SIZE]; /* if there is a key in the options */
    uint64_t took;                      /* nanoseconds */
    const char *result;                 /* as in the end record; NULL if the run failed before that */
};

/*
 * Reads this host and writes the snapshot.  Returns 0, or -1 with the error filled.  In both cases the summary
 * describes what was written, and the caller releases it with summary_free and closes `output` with output_close.
 */
int collect_run(const struct options *options, const struct observer *observer, struct output *output,
                struct summary *summary, struct error *error);

void summary_free(struct summary *summary);

#endif
