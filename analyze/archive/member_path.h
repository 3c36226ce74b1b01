/*
 * Where a member belongs, from its name: which scope of schema/snapshot/scopes.def, which process, which namespace.
 */
#ifndef ANALYZE_ARCHIVE_MEMBER_PATH_H
#define ANALYZE_ARCHIVE_MEMBER_PATH_H

#include "analyze/base/slice.h"
#include "schema/snapshot/snapshot.h"

/* Which directory of the snapshot; several scopes share proc/<pid>. */
enum member_kind {
    MEMBER_SNAPSHOT, /* whatever is in none of the others: collect's own */
    MEMBER_NET,
    MEMBER_PROCESS,
    MEMBER_THREAD,
    MEMBER_PROC,
    MEMBER_SYS,
    MEMBER_ETC,
    MEMBER_RUN,
    MEMBER_TRACING,
    MEMBER_DEBUG,
};

struct member_path {
    enum member_kind kind;
    struct slice file;     /* the path in sources.def */
    struct slice pass;     /* before, after or context; below net/ */
    int64_t net_namespace; /* below net/ */
    int64_t pid;           /* below proc/<pid> */
    int64_t tid;           /* the thread, or the pid */
};

/* The slices borrow from the path. */
struct member_path member_path_of(struct slice path);

/* The name of the format in schema/snapshot/sources.def ("raw" for none), NULL when no line there fits. */
const char *member_path_format(const struct member_path *member);

#endif
