/*
 * The files of the host that belong to no process and no namespace.
 */
#ifndef COLLECT_HOST_FILES_H
#define COLLECT_HOST_FILES_H

#include "collect/host/host.h"
#include "collect/host/sources.h"
#include "collect/work/pool.h"

/*
 * Makes a unit that reads a source of the scopes PROC, SYS, ETC and RUN: a file, or all files in a directory.  For
 * pool_submit; NULL without memory.
 */
struct unit *unit_host(struct host *host, const struct source *source);

#endif
