#include "analyze/archive/pending.h"

#include <stdlib.h>

#include "analyze/base/error.h"

struct pending_member *
pending_add(struct pending *pending, struct slice path)
{
    struct pending_member *member;

    if (pending->count == pending->size) {
        pending->size = pending->size ? 2 * pending->size : 256;
        pending->members = xrealloc(pending->members, pending->size * sizeof(*pending->members));
    }
    member = &pending->members[pending->count++];
    *member = (struct pending_member){ .path = xmalloc(path.len + 1) };
    memcpy(member->path, path.ptr, path.len);
    member->path[path.len] = '\0';
    return member;
}

static int
by_path(const void *a, const void *b)
{
    return strcmp(((const struct pending_member *)a)->path, ((const struct pending_member *)b)->path);
}

void
pending_sort(struct pending *pending)
{
    if (pending->count > 1)
        qsort(pending->members, pending->count, sizeof(*pending->members), by_path);
}

struct pending_member *
pending_find(const struct pending *pending, struct slice path)
{
    size_t low = 0;
    size_t high = pending->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *found = pending->members[middle].path;
        int order = strncmp(found, path.ptr, path.len);

        if (order == 0 && found[path.len] == '\0')
            return &pending->members[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

void
pending_clear(struct pending *pending)
{
    for (size_t i = 0; i < pending->count; i++) {
        free(pending->members[i].path);
        buffer_free(&pending->members[i].content);
    }
    pending->count = 0;
    pending->bytes = 0;
}

void
pending_free(struct pending *pending)
{
    pending_clear(pending);
    free(pending->members);
    *pending = (struct pending){ 0 };
}
