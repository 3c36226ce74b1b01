/*
 * Rebuilds a /proc look-alike from a snapshot.
 */
#ifndef ANALYZE_EXTRACT_EXTRACT_H
#define ANALYZE_EXTRACT_EXTRACT_H

#include "analyze/archive/reader.h"
#include "analyze/base/error.h"
#include "analyze/base/format.h"

struct extract_result {
    int64_t written;    /* members */
    int64_t left_out;   /* members, links and files that could not be written, or do not verify */
    bool foreign_order; /* the host's byte order is not this machine's */
    struct reader_summary summary;
};

/*
 * Writes below the directory, which is created, or must be empty:
 *
 *     snapshot/...             the members, byte for byte
 *     proc/<pid>/...           the files of each process; fd/N, exe, cwd, root and namespaces as symbolic links
 *     proc/<pid>/net           a link to the tables of its network namespace
 *     net/<netns>/...          those: of the pass after the descriptor walk where there was one
 *     proc/net                 a link to the tables of the namespace that collect ran in
 *     proc/..., etc/..., ...   system files
 *
 * `links` is the format of that name, which reads the member that the symbolic links are made of.  Only what verifies is written.
 * What is left out is told with notice().  An error when the snapshot is refused or the disk fails.
 */
int extract(const char *snapshot, const char *directory, const struct format *links, const struct limits *limits,
            struct extract_result *result, struct error *error);

#endif
