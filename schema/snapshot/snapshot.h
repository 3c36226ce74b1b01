/*
 * The layout of a snapshot, version 1: names that collect writes and analyze reads.  docs/snapshot-format.md is the
 * full description; this header and the .def files beside it have the names in C.
 */
#ifndef SCHEMA_SNAPSHOT_SNAPSHOT_H
#define SCHEMA_SNAPSHOT_SNAPSHOT_H

#define SNAPSHOT_FORMAT       1

#define SNAPSHOT_META         "meta.json"
#define SNAPSHOT_SUMS         "SHA256SUMS"
#define SNAPSHOT_MANIFEST_DIR "manifest/"
#define SNAPSHOT_NAMESPACES   "net/namespaces"
#define SNAPSHOT_COLLECTOR    "net/collector"

/* The bytes that a member's name, below the top directory, may have. */
#define SNAPSHOT_NAME_BYTES "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-"

/* Bytes of the longest member name with its top directory: a ustar header holds a little more, without extensions. */
#define SNAPSHOT_NAME_MAX 240

/* `previous` of the first manifest segment. */
#define SNAPSHOT_NO_PREVIOUS "0000000000000000000000000000000000000000000000000000000000000000"

/* The result of an attempt to read one thing: see states.def. */
enum snapshot_state {
#define STATE(name, complete, meaning) STATE_##name,
#include "schema/snapshot/states.def"
#undef STATE
    STATE_COUNT
};

/* Where a file is found, and when it is read: see scopes.def. */
enum snapshot_scope {
#define SCOPE(name, source, member, when) SCOPE_##name,
#include "schema/snapshot/scopes.def"
#undef SCOPE
    SCOPE_COUNT
};

#endif
