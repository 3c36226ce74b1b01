/*
 * Manifest lines and meta.json, from JSON to structs.  SQLite parses the JSON, in a database in memory: it has a parser that
 * is well tested against hostile input, and we link it anyway.
 */
#ifndef ANALYZE_ARCHIVE_MANIFEST_H
#define ANALYZE_ARCHIVE_MANIFEST_H

#include "analyze/base/digest.h"
#include "analyze/base/error.h"
#include "analyze/base/limits.h"
#include "analyze/base/slice.h"

struct manifest;

/* A thing that was attempted.  ptr NULL where the line has no such key. */
struct manifest_line {
    struct slice path;
    struct slice source;
    struct slice state; /* one of schema/snapshot/states.def */
    struct slice error; /* key errno */
    struct slice reason;
    struct maybe bytes;
    struct slice sha256; /* known if and only if `bytes` is: then a member was written */
    struct maybe start;
    struct maybe monotonic;
    struct maybe took;
};

/* The first line of a segment. */
struct manifest_link {
    int64_t segment;
    struct slice previous;
};

/* The end record. */
struct manifest_end {
    struct slice result;
    int64_t members;
    int64_t bytes;
    struct maybe realtime;
};

struct manifest_record {
    enum { MANIFEST_LINE, MANIFEST_LINK, MANIFEST_END, MANIFEST_MALFORMED } kind;
    struct manifest_line line;
    struct manifest_link link;
    struct manifest_end end;
    const char *want; /* of a malformed one */
    struct slice have;
};

/* What a reader must know of meta.json. */
struct manifest_meta {
    struct slice text;
    struct digest sha256; /* of the member, which is what a snapshot is known by; the reader's to fill */
    bool json;            /* the rest is unknown when it is not */
    struct maybe format;
    struct slice byte_order;
    struct maybe word_bits;
    struct maybe net_namespace; /* the collector's own */
};

int manifest_open(struct manifest **manifest, struct error *error);

/* Other bounds than the usual ones, borrowed. */
void manifest_set_limits(struct manifest *manifest, const struct limits *limits);

/* Parses one line; what the record borrows lives until the next call.  -1 only when SQLite itself failed. */
int manifest_parse(struct manifest *manifest, struct slice line, struct manifest_record *record, struct error *error);

/* Parses meta.json; its parts live as long as the manifest is open and no other is parsed. */
int manifest_meta(struct manifest *manifest, struct slice text, struct manifest_meta *meta, struct error *error);

/* NULL is fine. */
void manifest_close(struct manifest *manifest);

#endif
