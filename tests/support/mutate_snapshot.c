#include "tests/support/mutate_snapshot.h"

#include "analyze/base/error.h"
#include "tests/support/repair.h"

#include <stdlib.h>

/* How much longer a member may become in one step. */
#define GROWTH 256

/* Changes the content of one member, which keeps its place. */
static void
change_member(struct repair_member *member, size_t (*mutate)(uint8_t *data, size_t size, size_t max_size))
{
    size_t len = member->content.len, most = len + GROWTH;
    uint8_t *bytes = xmalloc(most);

    if (len > 0)
        memcpy(bytes, member->content.ptr, len);
    len = mutate(bytes, len, most);
    member->content.len = 0;
    buffer_add(&member->content, bytes, len);
    free(bytes);
}

/* Leaves a member out, or exchanges it with another. */
static void
move_members(struct repair *repair, unsigned seed)
{
    struct repair_member *one = &repair->members[seed % repair->count];
    struct repair_member *other = &repair->members[seed / 8 % repair->count], kept = *one;

    if (seed % 2 == 0) {
        *one = *other;
        *other = kept;
        return;
    }
    buffer_free(&one->content);
    repair->count--;
    memmove(one, one + 1, (size_t)(repair->members + repair->count - one) * sizeof(*one));
}

size_t
mutate_snapshot(uint8_t *data, size_t size, size_t max_size, unsigned seed,
                size_t (*mutate)(uint8_t *data, size_t size, size_t max_size))
{
    struct repair repair;
    struct buffer made;

    if (seed % 8 == 0)
        return mutate(data, size, max_size);
    if (seed % 8 == 1)
        size = mutate(data, size, max_size);
    repair_open(&repair, (struct slice){ (const char *)data, size });
    if (repair.count > 0 && seed % 8 == 2)
        move_members(&repair, seed / 8);
    else if (repair.count > 0 && seed % 8 > 2)
        change_member(&repair.members[seed / 8 % repair.count], mutate);
    made = repair_made(&repair, seed / 64 % 8 == 0 ? REPAIR_HEADERS : REPAIR_ALL);
    repair_close(&repair);
    if (made.len > 0 && made.len <= max_size) {
        memcpy(data, made.ptr, made.len);
        size = made.len;
    }
    buffer_free(&made);
    return size;
}
