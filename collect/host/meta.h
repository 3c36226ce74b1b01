/*
 * Writes meta.json: who took the snapshot, of what, and when.  docs/snapshot-format.md describes its keys.
 */
#ifndef COLLECT_HOST_META_H
#define COLLECT_HOST_META_H

#include "collect/base/clock.h"
#include "collect/host/host.h"
#include "collect/host/options.h"

/* The first thing that could not be read, and its errno value; `error` is 0 if there is none. */
struct meta_lack {
    const char *what;
    int error;
};

/* Appends the object, without keys that are unknown.  `clocks` are those at the start of the run. */
struct meta_lack meta_write(struct bytes *out, const struct host *host, const struct options *options,
                            const struct clocks *clocks);

/* Appends the node name from uname(2). */
void meta_nodename(struct bytes *out);

#endif
