/*
 * The walker of netlink dumps on any bytes: what it finds in them lies in them, and is the same when the dump came from a host of the
 * other byte order.  The first byte says which order the input has; the rest is the dump.
 */
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/buffer.h"
#include "analyze/formats/lib/nlmsg.h"
#include "tests/support/fuzz.h"

/* Attributes in each other; the types of these are odd. */
#define DEPTH        4

#define NESTED(type) ((type) % 2 == 1)

/* Sizes of headers. */
enum { MESSAGE = sizeof(struct nlmsghdr), ATTRIBUTE = sizeof(struct nlattr) };

/* What the walker told. */
struct trace {
    FILE *out;
    struct slice bytes;
};

static void
check_inside(const struct trace *trace, struct slice part)
{
    if (part.ptr < trace->bytes.ptr || part.ptr + part.len > trace->bytes.ptr + trace->bytes.len)
        fuzz_fail("%zu bytes that are not of the dump", part.len);
    fuzz_touch(part.ptr, part.len);
}

static void
walk_attributes(struct nl_message *m, struct slice rest, unsigned depth)
{
    const struct trace *trace = m->sink->context;
    struct slice payload;
    unsigned type;

    while (nl_next(m, &rest, &type, &payload)) {
        check_inside(trace, payload);
        check_inside(trace, rest);
        fprintf(trace->out, "%u:%u(%zu)", depth, type, payload.len);
        if (NESTED(type) && depth < DEPTH) {
            walk_attributes(m, payload, depth + 1);
            continue;
        }
        fuzz_touch(nl_text(payload).ptr, nl_text(payload).len);
        if (payload.len >= 8)
            fprintf(trace->out, "=%jd", (intmax_t)nl_number(m, payload.ptr, NL_BE64));
    }
}

static int
walk(struct nl_message *m)
{
    const struct trace *trace = m->sink->context;

    check_inside(trace, m->payload);
    fprintf(trace->out, "\nmessage %zu type %u flags %u: ", m->line, m->type, m->flags);
    walk_attributes(m, m->payload, 0);
    return 0;
}

static int
take_problem(void *context, size_t line, const char *want, struct slice have)
{
    const struct trace *trace = context;

    fuzz_touch(have.ptr, have.len); /* which quotes bytes, and those are in another order */
    fprintf(trace->out, "\nproblem %zu want %s", line, want);
    return 0;
}

static int
take_row(void *context, const struct table *table, const void *record, size_t line)
{
    (void)context, (void)table, (void)record, (void)line;
    return 0;
}

/* What the walker says of the bytes, a copy of exactly that length.  The caller frees it. */
static char *
trace_of(const uint8_t *data, size_t size, bool big_endian, bool cut)
{
    char *copy = fuzz_copy(data, size), *text = NULL;
    size_t len;
    struct trace trace = { open_memstream(&text, &len), { copy, size } };
    struct format_sink sink = { &trace, take_row, take_problem };
    struct format_input input = { .text = trace.bytes, .big_endian = big_endian, .cut = cut };

    if (!trace.out || nl_messages(&input, &sink, walk) != 0 || fclose(trace.out) != 0)
        fuzz_fail("the walker gave up");
    free(copy);
    return text;
}

static uint64_t
number(const uint8_t *at, size_t width, bool big_endian)
{
    uint64_t value = 0;

    for (size_t i = 0; i < width; i++)
        value = value << 8 | at[big_endian ? i : width - 1 - i];
    return value;
}

static void
swap(uint8_t *at, size_t width)
{
    for (size_t i = 0; i < width / 2; i++) {
        uint8_t byte = at[i];

        at[i] = at[width - 1 - i];
        at[width - 1 - i] = byte;
    }
}

static size_t
smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Turns the headers of attributes round, and of those inside. */
static void
swap_attributes(uint8_t *at, size_t size, bool big_endian, unsigned depth)
{
    while (size >= ATTRIBUTE) {
        size_t len = number(at, 2, big_endian);
        unsigned type = (unsigned)number(at + 2, 2, big_endian) & 0x3fffU;

        swap(at, 2);
        swap(at + 2, 2);
        if (len < ATTRIBUTE || len > size)
            return;
        if (NESTED(type) && depth < DEPTH)
            swap_attributes(at + ATTRIBUTE, len - ATTRIBUTE, big_endian, depth + 1);
        len = smaller((len + 3) & ~(size_t)3, size);
        at += len;
        size -= len;
    }
}

/* Turns a dump into that of a host of the other byte order, as far as the walker reads it. */
static void
swap_dump(uint8_t *at, size_t size, bool big_endian)
{
    while (size >= MESSAGE) {
        size_t len = number(at, 4, big_endian);
        unsigned type = (unsigned)number(at + 4, 2, big_endian);

        swap(at, 4);
        swap(at + 4, 2);
        swap(at + 6, 2);
        swap(at + 8, 4);
        swap(at + 12, 4);
        if (len < MESSAGE || len > size)
            return;
        if (type == NLMSG_DONE || type == NLMSG_ERROR)
            swap(at + MESSAGE, len >= MESSAGE + 4 ? 4 : 0);
        else
            swap_attributes(at + MESSAGE, len - MESSAGE, big_endian, 0);
        len = smaller((len + 3) & ~(size_t)3, size);
        at += len;
        size -= len;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool big_endian = size > 0 && (data[0] & 1), cut = size > 0 && (data[0] & 2);
    uint8_t *other;
    char *have, *want;

    if (size == 0)
        return 0;
    other = (uint8_t *)fuzz_copy(data + 1, size - 1);
    swap_dump(other, size - 1, big_endian);
    want = trace_of(data + 1, size - 1, big_endian, cut);
    have = trace_of(other, size - 1, !big_endian, cut);
    if (strcmp(have, want) != 0)
        fuzz_fail("one byte order: %s\nand the other: %s", want, have);
    free(have);
    free(want);
    free(other);
    return 0;
}
