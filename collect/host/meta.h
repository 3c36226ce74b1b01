/*
 * meta.json: who, what, when.  See docs/snapshot-format.md for its keys.
 */
#ifndef COLLECT_HOST_META_H
#define COLLECT_HOST_META_H

#include "collect/base/clock.h"
#include "collect/host/host.h"
#include "collect/host/options.h"

/* The first thing that could not be read; error is 0 where there is none. */
struct meta_lack {
    const char *what;
    int error;
};

/* Appends the object; what the host does not tell is left out.  The clocks are those of the start. */
struct meta_lack meta_write(struct bytes *out, const struct host *host, const struct options *options,
                            const struct clocks *clocks);

/* uname(2)'s node name. */
void meta_nodename(struct bytes *out);

#endif
