#include "collect/host/sources.h"

#include <string.h>

const struct source sources[] = {
#define SOURCE(scope, path, format) { SCOPE_##scope, path, #format },
#include "schema/snapshot/sources.def"
#undef SOURCE
};

const size_t source_count = sizeof(sources) / sizeof(sources[0]);

static const struct {
    const char *source, *member;
} scopes[] = {
#define SCOPE(name, source, member, when) { source, member },
#include "schema/snapshot/scopes.def"
#undef SCOPE
};

const char *
scope_source(enum snapshot_scope scope)
{
    return scopes[scope].source;
}

const char *
scope_member(enum snapshot_scope scope)
{
    return scopes[scope].member;
}

size_t
source_next(enum snapshot_scope scope, size_t from)
{
    while (from < source_count && sources[from].scope != scope)
        from++;
    return from;
}

size_t
source_count_of(enum snapshot_scope scope)
{
    size_t count = 0;

    for (size_t i = source_next(scope, 0); i < source_count; i = source_next(scope, i + 1))
        count++;
    return count;
}

const struct source *
source_nth(enum snapshot_scope scope, size_t index)
{
    size_t at = source_next(scope, 0);

    while (index-- > 0)
        at = source_next(scope, at + 1);
    return &sources[at];
}

bool
source_is_directory(const struct source *source)
{
    size_t len = strlen(source->path);

    return len > 0 && source->path[len - 1] == '/';
}

bool
source_is_links(const struct source *source)
{
    return strcmp(source->format, "links") == 0;
}

bool
source_is_fdinfo(const struct source *source)
{
    return strcmp(source->path, "fdinfo") == 0;
}

bool
source_is_fdstat(const struct source *source)
{
    return strcmp(source->path, "fdstat") == 0;
}

bool
source_is_status(const struct source *source)
{
    return strcmp(source->path, "status") == 0;
}

bool
source_is_counter(const struct source *source)
{
    return strcmp(source->path, "sockstat") == 0 || strcmp(source->path, "sockstat6") == 0;
}
