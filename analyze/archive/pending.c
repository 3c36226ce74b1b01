#include "analyze/archive/pending.h"

#include <stdlib.h>

#include "analyze/base/error.h"

struct held_member *
held_add(struct held *held, struct slice path)
{
    struct held_member *member;

    if (held->count == held->size) {
        held->size = held->size ? 2 * held->size : 256;
        held->members = xrealloc(held->members, held->size * sizeof(*held->members));
    }
    member = &held->members[held->count++];
    *member = (struct held_member){ .path = xmalloc(path.len + 1) };
    memcpy(member->path, path.ptr, path.len);
    member->path[path.len] = '\0';
    return member;
}

static int
by_path(const void *a, const void *b)
{
    return strcmp(((const struct held_member *)a)->path, ((const struct held_member *)b)->path);
}

void
held_sort(struct held *held)
{
    if (held->count > 1)
        qsort(held->members, held->count, sizeof(*held->members), by_path);
}

struct held_member *
held_find(const struct held *held, struct slice path)
{
    size_t low = 0;
    size_t high = held->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *found = held->members[middle].path;
        int order = strncmp(found, path.ptr, path.len);

        if (order == 0 && found[path.len] == '\0')
            return &held->members[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

void
held_clear(struct held *held)
{
    for (size_t i = 0; i < held->count; i++) {
        free(held->members[i].path);
        buffer_free(&held->members[i].content);
    }
    held->count = 0;
    held->bytes = 0;
}

void
held_free(struct held *held)
{
    held_clear(held);
    free(held->members);
    *held = (struct held){ 0 };
}
