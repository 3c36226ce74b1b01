/*
 * What becomes of a member: rows of the tables that its format fills, and problems.
 */
#ifndef ANALYZE_LOAD_MEMBER_H
#define ANALYZE_LOAD_MEMBER_H

#include <sqlite3.h>

#include "analyze/archive/manifest.h"
#include "analyze/base/buffer.h"
#include "analyze/base/limits.h"
#include "analyze/load/load.h"

/* Of one connection, and of the snapshot that is loaded on it. */
struct load {
    sqlite3 *db;
    struct rows *rows;
    struct inet_sockets *sockets;
    struct store *store;
    struct contents *contents;
    bool findings;
    const struct limits *limits;
    const char *confined;

    /* Of the snapshot being loaded. */
    const char *archive;
    struct error *error;
    struct load_result *result;
    struct progress *progress;
    bool big_endian;
    int64_t word_bits;
    int64_t arrived;  /* bytes of the archive as it is, up to the present segment */
    int64_t left_out; /* members of which rows were left out */

    /* Of the member added last. */
    int64_t member_id;
    struct buffer member_path;
    int64_t member_problems;
    bool member_full;    /* rows of it were left out */
    bool member_unknown; /* it has columns that no format knows, which are rows of the member */
};

/* Adds a problem to those of the snapshot, of a member or of none.  0, or -1 with the error of the load filled. */
int load_problem(struct load *load, struct maybe member_id, size_t line, const char *want, struct slice have);

/* Adds a member, and the rows that its content gives where it was verified: what the reader of an archive calls with each (struct reader_events). */
int load_member(void *context, const struct manifest_line *line, bool verified, struct slice content,
                struct error *error);

#endif
