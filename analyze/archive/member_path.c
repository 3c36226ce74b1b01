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

static const enum place_kind kinds[SCOPE_COUNT] = {
    [SCOPE_SNAPSHOT] = PLACE_SNAPSHOT,
    [SCOPE_NET_SOCKETS] = PLACE_NET,
    [SCOPE_PROCESS] = PLACE_PROCESS,
    [SCOPE_MOUNT_NAMESPACE] = PLACE_PROCESS,
    [SCOPE_THREAD] = PLACE_THREAD,
    [SCOPE_NET_CONTEXT] = PLACE_NET,
    [SCOPE_PROC] = PLACE_PROC,
    [SCOPE_SYS] = PLACE_SYS,
    [SCOPE_ETC] = PLACE_ETC,
    [SCOPE_RUN] = PLACE_RUN,
    [SCOPE_PROCESS_MEMORY] = PLACE_PROCESS,
};

/* A long netlink dump is cut into <path>, <path>.1, <path>.2, ..., which are of one format. */
static struct slice
without_part(struct slice file)
{
    size_t digits = file.len;
    int64_t part;

    if (!slice_begins(file, "diag/") && !slice_begins(file, "rtnetlink/") && !slice_begins(file, "ctnetlink/") &&
        !slice_begins(file, "genetlink/"))
        return file;
    while (digits > 0 && file.ptr[digits - 1] != '.')
        digits--;
    if (digits > 1 && name_number(slice_skip(file, digits), &part))
        file.len = digits - 1;
    return file;
}

/* Behind net/: "<netns>/<pass>/<file>". */
static bool
take_net(struct slice rest, struct place *place)
{
    struct slice number;

    if (!name_split(&rest, &number) || !name_number(number, &place->net_namespace) || !name_split(&rest, &place->pass))
        return false;
    place->kind = PLACE_NET;
    place->file = without_part(rest);
    return rest.ptr &&
           (slice_is(place->pass, "before") || slice_is(place->pass, "after") || slice_is(place->pass, "context"));
}

/*
 * Behind proc/: "<pid>/task/<tid>/<file>", "<pid>/<file>" or "<file>".  The leader is in the directory of its process alone: its rows
 * would be there twice.
 */
static bool
take_proc(struct slice rest, struct place *place)
{
    struct slice file = rest;
    struct slice part;

    place->kind = PLACE_PROC;
    place->file = rest;
    if (!name_split(&rest, &part) || !name_number(part, &place->pid))
        return file.ptr != NULL;
    place->kind = PLACE_PROCESS;
    place->tid = place->pid;
    place->file = rest;
    if (!name_split(&rest, &part) || !slice_is(part, "task"))
        return place->file.ptr != NULL;
    place->kind = PLACE_THREAD;
    if (!name_split(&rest, &part) || !name_number(part, &place->tid) || place->tid == place->pid)
        return false;
    place->file = rest;
    return rest.ptr != NULL;
}

struct place
place_of(struct slice path)
{
    static const struct {
        const char *name;
        enum place_kind kind;
    } tops[] = { { "sys", PLACE_SYS }, { "etc", PLACE_ETC }, { "run", PLACE_RUN } };
    struct place place = { .kind = PLACE_SNAPSHOT, .file = path };
    struct slice rest = path;
    struct slice top;

    if (!name_split(&rest, &top) || !rest.ptr)
        return place;
    for (size_t i = 0; i < sizeof(tops) / sizeof(tops[0]); i++)
        if (slice_is(top, tops[i].name))
            return (struct place){ .kind = tops[i].kind, .file = rest };
    if (slice_is(top, "net") && take_net(rest, &place))
        return place;
    if (slice_is(top, "proc") && take_proc(rest, &place))
        return place;
    return (struct place){ .kind = PLACE_SNAPSHOT, .file = path };
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
pass_fits(enum snapshot_scope scope, const struct place *place)
{
    if (place->kind != PLACE_NET)
        return true;
    return (scope == SCOPE_NET_CONTEXT) == slice_is(place->pass, "context");
}

const char *
place_format(const struct place *place)
{
    if (place->kind == PLACE_PROCESS && slice_begins(place->file, "visible/"))
        return "raw"; /* what a mount over /proc/PID showed: kept, and not taken for the process's own */
    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
        if (kinds[sources[i].scope] == place->kind && pass_fits(sources[i].scope, place) &&
            path_fits(sources[i].path, place->file))
            return sources[i].format;
    return NULL;
}
