/*
 * The snapshot's layout, version 1: names that collect writes and analyze looks for.
 * docs/snapshot-format.md is the full description; this header and the .def files beside it are the same in C.
 */
#ifndef SCHEMA_SNAPSHOT_SNAPSHOT_H
#define SCHEMA_SNAPSHOT_SNAPSHOT_H

#define SNAPSHOT_FORMAT       1

#define SNAPSHOT_META         "meta.json"
#define SNAPSHOT_SUMS         "SHA256SUMS"
#define SNAPSHOT_MANIFEST_DIR "manifest/"
#define SNAPSHOT_NAMESPACES   "net/namespaces"
#define SNAPSHOT_COLLECTOR    "net/collector"

/* Every member name, below the top directory, consists of these bytes. */
#define SNAPSHOT_NAME_BYTES "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-"

/* The longest member name with its top directory: what a ustar header holds without an extension, less some room. */
#define SNAPSHOT_NAME_MAX 240

/* `previous` of the first manifest segment. */
#define SNAPSHOT_NO_PREVIOUS "0000000000000000000000000000000000000000000000000000000000000000"

/* What became of a thing that was attempted. */
enum snapshot_state {
#define STATE(name, complete, meaning) STATE_##name,
#include "schema/snapshot/states.def"
#undef STATE
    STATE_COUNT
};

/* Where a kernel file is found, and when it is read: see sources.def. */
enum snapshot_scope {
#define SCOPE(name, source, member, when) SCOPE_##name,
#include "schema/snapshot/scopes.def"
#undef SCOPE
    SCOPE_COUNT
};

#endif
