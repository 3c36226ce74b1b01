#include "analyze/archive/member_path.h"

#include "analyze/archive/name.h"

struct source {
    enum snapshot_scope scope;
    const char *path;
    const char *format;
};

static const struct source sources[] = {
#define SOURCE(scope, path, format) { SCOPE_##scope, path, #format },
#include "schema/snapshot/sources.def"
#undef SOURCE
#define DUMP(scope, path, format, protocol, request, family, number) { SCOPE_##scope, path, #format },
#include "schema/snapshot/dumps.def"
#undef DUMP
};

static const enum member_kind kinds[SCOPE_COUNT] = {
    [SCOPE_SNAPSHOT] = MEMBER_SNAPSHOT, [SCOPE_NET_SOCKETS] = MEMBER_NET,
    [SCOPE_PROCESS] = MEMBER_PROCESS,   [SCOPE_MOUNT_NAMESPACE] = MEMBER_PROCESS,
    [SCOPE_THREAD] = MEMBER_THREAD,     [SCOPE_NET_CONTEXT] = MEMBER_NET,
    [SCOPE_NET_PROBE] = MEMBER_NET,     [SCOPE_PROC] = MEMBER_PROC,
    [SCOPE_SYS] = MEMBER_SYS,           [SCOPE_ETC] = MEMBER_ETC,
    [SCOPE_RUN] = MEMBER_RUN,           [SCOPE_TRACING] = MEMBER_TRACING,
    [SCOPE_DEBUG] = MEMBER_DEBUG,       [SCOPE_PROCESS_MEMORY] = MEMBER_PROCESS,
};

/* A long netlink dump is cut into <path>, <path>.1, <path>.2, ..., which are of one format. */
static struct slice
without_part(struct slice file)
{
    size_t digits = file.len;
    int64_t part;

    static const char *const directories[] = {
        "diag/", "rtnetlink/", "ctnetlink/", "genetlink/", "nftables/", "nfhook/"
    };
    bool is_dump = false;

    for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++)
        is_dump = is_dump || slice_begins(file, directories[i]);
    if (!is_dump)
        return file;
    while (digits > 0 && file.ptr[digits - 1] != '.')
        digits--;
    if (digits > 1 && name_number(slice_skip(file, digits), &part))
        file.len = digits - 1;
    return file;
}

/* Behind net/: "<netns>/<pass>/<file>". */
static bool
take_net(struct slice rest, struct member_path *member)
{
    struct slice number;

    if (!name_split(&rest, &number) || !name_number(number, &member->net_namespace) ||
        !name_split(&rest, &member->pass))
        return false;
    member->kind = MEMBER_NET;
    member->file = without_part(rest);
    return rest.ptr &&
           (slice_is(member->pass, "before") || slice_is(member->pass, "after") || slice_is(member->pass, "context"));
}

/*
 * Behind proc/: "<pid>/task/<tid>/<file>", "<pid>/<file>" or "<file>".  The leader is in the directory of its process alone: its rows
 * would be there twice.
 */
static bool
take_proc(struct slice rest, struct member_path *member)
{
    struct slice file = rest;
    struct slice part;

    member->kind = MEMBER_PROC;
    member->file = rest;
    if (!name_split(&rest, &part) || !name_number(part, &member->pid))
        return file.ptr != NULL;
    member->kind = MEMBER_PROCESS;
    member->tid = member->pid;
    member->file = rest;
    if (!name_split(&rest, &part) || !slice_is(part, "task"))
        return member->file.ptr != NULL;
    member->kind = MEMBER_THREAD;
    if (!name_split(&rest, &part) || !name_number(part, &member->tid) || member->tid == member->pid)
        return false;
    member->file = rest;
    return rest.ptr != NULL;
}

struct member_path
member_path_of(struct slice path)
{
    static const struct {
        const char *name;
        enum member_kind kind;
    } tops[] = { { "sys", MEMBER_SYS },
                 { "etc", MEMBER_ETC },
                 { "run", MEMBER_RUN },
                 { "tracing", MEMBER_TRACING },
                 { "debug", MEMBER_DEBUG } };
    struct member_path member = { .kind = MEMBER_SNAPSHOT, .file = path };
    struct slice rest = path;
    struct slice top;

    if (!name_split(&rest, &top) || !rest.ptr)
        return member;
    for (size_t i = 0; i < sizeof(tops) / sizeof(tops[0]); i++)
        if (slice_is(top, tops[i].name))
            return (struct member_path){ .kind = tops[i].kind, .file = rest };
    if (slice_is(top, "net") && take_net(rest, &member))
        return member;
    if (slice_is(top, "proc") && take_proc(rest, &member))
        return member;
    return (struct member_path){ .kind = MEMBER_SNAPSHOT, .file = path };
}

/* A path that ends in a slash stands for the files directly inside. */
static bool
path_fits(const char *path, struct slice file)
{
    size_t len = strlen(path);

    if (len == 0 || path[len - 1] != '/')
        return slice_is(file, path);
    return slice_begins(file, path) && file.len > len && !memchr(file.ptr + len, '/', file.len - len);
}

/* The socket tables are in the two passes, the rest of a namespace is not. */
static bool
pass_fits(enum snapshot_scope scope, const struct member_path *member)
{
    if (member->kind != MEMBER_NET)
        return true;
    return (scope != SCOPE_NET_SOCKETS) == slice_is(member->pass, "context");
}

const char *
member_path_format(const struct member_path *member)
{
    if (member->kind == MEMBER_PROCESS && slice_begins(member->file, "visible/"))
        return "raw"; /* what a mount over /proc/PID showed: kept, and not taken for the process's own */
    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
        if (kinds[sources[i].scope] == member->kind && pass_fits(sources[i].scope, member) &&
            path_fits(sources[i].path, member->file))
            return sources[i].format;
    return NULL;
}
