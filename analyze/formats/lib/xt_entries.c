#include "analyze/formats/lib/xt_entries.h"

#include <string.h>

#define HOOK_NAMES                                                \
    {                                                             \
        "PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING" \
    }

/* struct ipt_entry, ip6t_entry and arpt_entry, with the alignment of 64-bit programs. */
static const struct xt_layout layouts[] = {
    { .name = "ip",
      .family = 2,
      .address = 4,
      .destination = 4,
      .source_mask = 8,
      .destination_mask = 12,
      .input = 16,
      .output = 32,
      .protocol = 80,
      .flags = 82,
      .inverted = 83,
      .inverted_size = 1,
      .target_offset = 88,
      .hooks = 5,
      .hook_names = HOOK_NAMES },
    { .name = "ip6",
      .family = 10,
      .address = 16,
      .destination = 16,
      .source_mask = 32,
      .destination_mask = 48,
      .input = 64,
      .output = 80,
      .protocol = 128,
      .flags = 131,
      .inverted = 132,
      .inverted_size = 1,
      .target_offset = 140,
      .hooks = 5,
      .hook_names = HOOK_NAMES },
    { .name = "arp",
      .family = 3,
      .address = 4,
      .destination = 4,
      .source_mask = 8,
      .destination_mask = 12,
      .input = 94,
      .output = 110,
      .flags = 158,
      .inverted = 160,
      .inverted_size = 2,
      .target_offset = 164,
      .hooks = 3,
      .hook_names = { "INPUT", "OUTPUT", "FORWARD" } },
};

const struct xt_layout *
xt_layout_of(struct slice family)
{
    for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++)
        if (slice_is(family, layouts[i].name))
            return &layouts[i];
    return NULL;
}

/* A chain that no hook calls, and where its first rule stands. */
struct chain {
    size_t at;
    struct slice name;
};

uint64_t
xt_number(const struct xt_entries *t, struct slice bytes, size_t at, size_t width)
{
    uint64_t value = 0;

    for (size_t i = 0; i < width && at + width <= bytes.len; i++) {
        size_t digit = t->big_endian ? i : width - 1 - i;

        value = value << 8 | (unsigned char)bytes.ptr[at + digit];
    }
    return value;
}

struct slice
xt_text(struct slice bytes, size_t at, size_t size)
{
    const char *end;

    if (at + size > bytes.len)
        return (struct slice){ "", 0 };
    bytes = (struct slice){ bytes.ptr + at, size };
    end = memchr(bytes.ptr, '\0', size);
    return (struct slice){ bytes.ptr, end ? (size_t)(end - bytes.ptr) : size };
}

bool
xt_take(const struct xt_entries *t, size_t at, struct xt_entry *e)
{
    struct slice rest = slice_skip(t->bytes, at);
    size_t smallest = t->layout->target_offset + 4, target, next;

    if (at >= t->bytes.len || rest.len < smallest)
        return false;
    target = (size_t)xt_number(t, rest, t->layout->target_offset, 2);
    next = (size_t)xt_number(t, rest, t->layout->target_offset + 2, 2);
    if (next > rest.len || target < smallest + XT_COUNTERS || target + XT_HEAD > next)
        return false;
    e->at = at;
    e->bytes = (struct slice){ rest.ptr, next };
    e->target = slice_skip(e->bytes, target);
    e->target_name = xt_text(e->target, XT_NAME_AT, XT_NAME_SIZE);
    return true;
}

bool
xt_is_head(const struct xt_entry *e)
{
    return slice_is(e->target_name, "ERROR");
}

struct slice
xt_head_name(const struct xt_entry *e)
{
    return xt_text(e->target, XT_HEAD,
                   e->target.len - XT_HEAD < XT_NAME_SIZE + 1 ? e->target.len - XT_HEAD : XT_NAME_SIZE + 1);
}

struct slice
xt_chain_at(const struct xt_entries *t, size_t offset)
{
    const struct chain *list = (const struct chain *)(const void *)t->chains.ptr;
    size_t low = 0, high = t->chains.len / sizeof(*list);

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (list[middle].at == offset)
            return list[middle].name;
        if (list[middle].at < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (struct slice){ NULL, 0 };
}

/* The fixed part ends where the matches, or else the target, begin: an entry without matches tells. */
void
xt_survey(struct xt_entries *t)
{
    struct xt_entry e;

    t->fixed = SIZE_MAX;
    for (size_t at = 0; xt_take(t, at, &e); at += e.bytes.len) {
        struct chain chain = { at + e.bytes.len, xt_head_name(&e) };

        if (e.bytes.len - e.target.len < t->fixed)
            t->fixed = e.bytes.len - e.target.len;
        if (xt_is_head(&e))
            buffer_add(&t->chains, &chain, sizeof(chain));
    }
}
