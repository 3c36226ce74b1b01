/*
 * meta.json: who, what, when.  See docs/snapshot-format.md for its keys.
 */
#ifndef COLLECT_META_H
#define COLLECT_META_H

#include "collect/clock.h"
#include "collect/host.h"
#include "collect/options.h"

/* Appends the object; what the host does not tell is left out.  The clocks are those of the start. */
void meta_write(struct bytes *out, const struct host *host, const struct options *options, const struct clocks *clocks);

/* uname(2)'s node name. */
void meta_nodename(struct bytes *out);

#endif
