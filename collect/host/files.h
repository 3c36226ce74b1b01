/*
 * The host's files.
 */
#ifndef COLLECT_HOST_FILES_H
#define COLLECT_HOST_FILES_H

#include "collect/host/host.h"
#include "collect/host/sources.h"
#include "collect/work/pool.h"

/* One file of the host, or one directory of files: scopes PROC, SYS, ETC, RUN.  A unit for pool_submit, or NULL without memory. */
struct unit *unit_host(struct host *host, const struct source *source);

#endif
