/*
 * A dump gives the same rows whichever byte order its host had.  The first byte of an input chooses the format, the second its file; the
 * rest is a dump of a little-endian host.  It is turned round by tables that say how wide the numbers in it are; attributes that no table
 * lists are left out of both.
 */
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/buffer.h"
#include "analyze/base/error.h"
#include "analyze/formats/registry.h"
#include "tests/support/format_files.h"
#include "tests/support/fuzz.h"

enum { MESSAGE = sizeof(struct nlmsghdr), ATTRIBUTE = sizeof(struct nlattr), ATTRIBUTES_MAX = 32 };

/*
 * Widths of numbers, one after the other: "4412"; "w" and "f" are the two bytes of bit fields in struct tcp_info.  What follows them stays as it is: addresses, texts, numbers in network order.  In "[" is
 * that it holds attributes like itself, all of network order.  In "{" are attributes that hold others, too, whether they say so or not:
 * one that does not is left out of both where its bytes could be read as an attribute.
 */
#define MEMORY "444444444"

struct layout {
    const char *format;
    const char *file;  /* NULL for any of the format */
    const char *fixed; /* widths of the part before the attributes */
    size_t size;       /* of that part */
    struct {
        unsigned type;
        const char *widths;
    } attributes[ATTRIBUTES_MAX];
};

static const struct layout layouts[] = {
    { "diag_inet",
      NULL,
      "111111111111111111111111111111111111111144444444",
      72,
      { { 1, "4444" },
        { 4, "" },
        { 5, "1" },
        { 6, "1" },
        { 7, MEMORY },
        { 8, "1" },
        { 11, "1" },
        { 15, "4" },
        { 17, "4" },
        { 21, "8" } } },
    { "diag_unix",
      NULL,
      "1111444",
      16,
      { { 0, "" },
        { 1, "44" },
        { 2, "4" },
        { 3, "4444444444444444" },
        { 4, "44" },
        { 5, MEMORY },
        { 6, "1" },
        { 7, "4" } } },
    { "diag_packet",
      NULL,
      "112444",
      16,
      { { 0, "444444" }, { 1, "4422" }, { 2, "4444444" }, { 3, "4444444" }, { 4, "4" }, { 5, "4" }, { 6, MEMORY } } },
    { "diag_netlink", NULL, "1111444444", 28, { { 0, MEMORY }, { 4, "4" } } },
    { "diag_vsock", NULL, "11114444444", 32, { { 0, "" } } },
    { "diag_xdp",
      NULL,
      "112444",
      16,
      { { 1, "44" }, { 2, "4" }, { 3, "4" }, { 4, "4" }, { 8, MEMORY }, { 9, "888888" } } },
    { "rtnl_link",
      NULL,
      "112444",
      16,
      { { 1, "" },
        { 2, "" },
        { 3, "" },
        { 4, "4" },
        { 5, "4" },
        { 6, "" },
        { 7, "44444444444444444444444" },
        { 10, "4" },
        { 13, "4" },
        { 16, "1" },
        { 17, "1" },
        { 20, "" },
        { 23, "888888888888888888888888" },
        { 27, "4" },
        { 31, "4" },
        { 37, "4" } } },
    { "rtnl_address", NULL, "11114", 8, { { 1, "" }, { 2, "" }, { 3, "" }, { 4, "" }, { 6, "4444" }, { 8, "4" } } },
    { "rtnl_route",
      NULL,
      "111111114",
      12,
      { { 1, "" },
        { 2, "" },
        { 3, "4" },
        { 4, "4" },
        { 5, "" },
        { 6, "4" },
        { 7, "" },
        { 12, "44444444" },
        { 15, "4" },
        { 16, "4" },
        { 20, "1" },
        { 30, "4" } } },
    { "rtnl_rule",
      NULL,
      "111111114",
      12,
      { { 1, "" },
        { 2, "" },
        { 3, "" },
        { 4, "4" },
        { 6, "4" },
        { 10, "4" },
        { 11, "4" },
        { 13, "4" },
        { 14, "4" },
        { 15, "4" },
        { 16, "4" },
        { 17, "" },
        { 19, "1" },
        { 20, "44" },
        { 21, "1" },
        { 22, "1" },
        { 23, "22" },
        { 24, "22" } } },
    { "rtnl_neighbour",
      NULL,
      "1124211",
      12,
      { { 1, "" },
        { 2, "" },
        { 3, "4444" },
        { 4, "4" },
        { 5, "2" },
        { 6, "" },
        { 7, "4" },
        { 8, "4" },
        { 9, "4" },
        { 10, "4" } } },
    { "rtnl_nsid", NULL, "1", 4, { { 1, "4" }, { 2, "4" }, { 3, "4" }, { 4, "4" }, { 5, "4" } } },
    { "conntrack",
      NULL,
      "11",
      4,
      { { 1, "{" },
        { 2, "{" },
        { 3, "" },
        { 4, "{" },
        { 7, "" },
        { 8, "" },
        { 9, "[" },
        { 10, "[" },
        { 11, "" },
        { 12, "" },
        { 14, "{" },
        { 18, "" },
        { 20, "[" } } },
    { "diag_inet",
      "diag/tcp",
      "111111111111111111111111111111111111111144444444",
      72,
      { { 2, "111111wf444444444444444444444444888844444488884444448" }, { 3, "4444" } } },
};

#define LAYOUTS (sizeof(layouts) / sizeof(layouts[0]))

/* The same dump twice. */
struct pair {
    struct buffer little, big;
};

static size_t
number(const uint8_t *at, size_t width)
{
    size_t value = 0;

    for (size_t i = 0; i < width; i++)
        value = value << 8 | at[width - 1 - i];
    return value;
}

static void
put_number(struct pair *pair, const uint8_t *at, size_t width)
{
    buffer_add(&pair->little, at, width);
    for (size_t i = 0; i < width; i++)
        buffer_add(&pair->big, at + width - 1 - i, 1);
}

static void
put_bytes(struct pair *pair, const uint8_t *at, size_t size)
{
    buffer_add(&pair->little, at, size);
    buffer_add(&pair->big, at, size);
}

/* Bit fields of a byte: the first of them is at its low end in one order, and at the high end in the other. */
static void
put_bits(struct pair *pair, uint8_t byte, const unsigned *widths)
{
    unsigned turned = 0, used = 0;

    for (; *widths; widths++) {
        unsigned value = byte >> used & ((1U << *widths) - 1);

        used += *widths;
        turned |= value << (8 - used);
    }
    buffer_add(&pair->little, &byte, 1);
    buffer_add(&pair->big, &(uint8_t){ (uint8_t)turned }, 1);
}

static void
put_widths(struct pair *pair, const uint8_t *at, size_t size, const char *widths)
{
    static const unsigned scales[] = { 4, 4, 0 }, flags[] = { 1, 2, 0 };

    for (; *widths && size > 0; widths++) {
        size_t width = *widths == 'w' || *widths == 'f' ? 1 : (size_t)(*widths - '0');

        if (size < width)
            break;
        if (*widths == 'w')
            put_bits(pair, *at, scales);
        else if (*widths == 'f')
            put_bits(pair, *at, flags);
        else
            put_number(pair, at, width);
        at += width;
        size -= width;
    }
    put_bytes(pair, at, size);
}

static void
pad(struct pair *pair)
{
    static const uint8_t zeros[4];

    put_bytes(pair, zeros, (4 - pair->little.len % 4) % 4);
}

/* Writes the length of what began there, once it is known. */
static void
set_length(struct pair *pair, size_t from, size_t width)
{
    size_t len = pair->little.len - from;

    for (size_t i = 0; i < width; i++) {
        pair->little.ptr[from + i] = (char)(len >> 8 * i);
        pair->big.ptr[from + width - 1 - i] = (char)(len >> 8 * i);
    }
}

static const char *
widths_of(const struct layout *layout, unsigned type)
{
    for (size_t i = 0; i < ATTRIBUTES_MAX && layout->attributes[i].widths; i++)
        if (layout->attributes[i].type == type)
            return layout->attributes[i].widths;
    return NULL;
}

/* What to do with an attribute that is in another one, `around`. */
static const char *
widths_within(char around, const uint8_t *at, size_t len, unsigned depth)
{
    if (depth < 3 && number(at + 2, 2) & 0x8000U)
        return "[";
    return around == '{' && len >= 2 * ATTRIBUTE ? NULL : "";
}

/* `layout` is NULL inside of an attribute, and `around` what that one is. */
static void
put_attributes(struct pair *pair, const struct layout *layout, char around, const uint8_t *at, size_t size,
               unsigned depth)
{
    while (size >= ATTRIBUTE) {
        size_t len = number(at, 2), from = pair->little.len, step;
        unsigned type = (unsigned)number(at + 2, 2) & 0x3fffU;
        const char *widths = layout ? widths_of(layout, type) : widths_within(around, at, len, depth);

        if (len < ATTRIBUTE || len > size)
            return;
        if (widths) {
            put_number(pair, at, 2);
            put_number(pair, at + 2, 2);
            if (*widths == '[' || *widths == '{')
                put_attributes(pair, NULL, *widths, at + ATTRIBUTE, len - ATTRIBUTE, depth + 1);
            else
                put_widths(pair, at + ATTRIBUTE, len - ATTRIBUTE, widths);
            set_length(pair, from, 2);
            pad(pair);
        }
        step = (len + 3) & ~(size_t)3;
        step = step < size ? step : size;
        at += step;
        size -= step;
    }
}

static void
put_message(struct pair *pair, const struct layout *layout, const uint8_t *at, size_t size)
{
    size_t from = pair->little.len, fixed = size - MESSAGE < layout->size ? size - MESSAGE : layout->size;

    put_widths(pair, at, MESSAGE, "42244");
    put_widths(pair, at + MESSAGE, fixed, layout->fixed);
    put_attributes(pair, layout, 0, at + MESSAGE + fixed, size - MESSAGE - fixed, 0);
    set_length(pair, from, 4);
    pad(pair);
}

static void
put_dump(struct pair *pair, const struct layout *layout, const uint8_t *at, size_t size)
{
    while (size >= MESSAGE) {
        size_t len = number(at, 4);

        if (len < MESSAGE || len > size)
            return;
        if (number(at + 4, 2) >= NLMSG_MIN_TYPE)
            put_message(pair, layout, at, len);
        len = (len + 3) & ~(size_t)3;
        len = len < size ? len : size;
        at += len;
        size -= len;
    }
}

/* ---- rows as text */

static void
put_column(struct buffer *out, const struct column *column, const void *record)
{
    const void *at = (const char *)record + column->offset;
    const struct maybe *maybe = at;
    const struct slice *text = at;
    const struct blob *blob = at;
    char *value = NULL;

    for (size_t i = 0; column->type == COLUMN_BLOB && blob->ptr && i < blob->len; i++) {
        char *byte = xasprintf("%02x", ((const unsigned char *)blob->ptr)[i]);

        buffer_add(out, byte, 2);
        free(byte);
    }
    if (column->type == COLUMN_INTEGER)
        value = xasprintf("%jd", (intmax_t) * (const int64_t *)at);
    else if (column->type == COLUMN_MAYBE && maybe->known)
        value = xasprintf("%jd", (intmax_t)maybe->value);
    buffer_add(out, " ", 1);
    if (value)
        buffer_add(out, value, strlen(value));
    else if (column->type == COLUMN_TEXT && text->ptr)
        buffer_add(out, text->ptr, text->len);
    free(value);
}

static int
take_row(void *context, const struct table *table, const void *record, size_t line)
{
    char *begin = xasprintf("\n%zu %s", line, table->name);

    buffer_add(context, begin, strlen(begin));
    free(begin);
    for (size_t i = 0; i < table->count; i++) {
        buffer_add(context, "\t", 1);
        buffer_add(context, table->columns[i].name, strlen(table->columns[i].name));
        put_column(context, &table->columns[i], record);
    }
    return 0;
}

/* What it quotes is bytes, in their order. */
static int
take_problem(void *context, size_t line, const char *want, struct slice have)
{
    char *text = xasprintf("\n%zu want %s", line, want);

    (void)have;
    buffer_add(context, text, strlen(text));
    free(text);
    return 0;
}

static struct buffer
rows_of(const struct format *format, struct slice file, const struct buffer *dump, bool big_endian)
{
    struct buffer rows = { 0 };
    struct format_sink sink = { &rows, take_row, take_problem };
    char *copy = fuzz_copy((const uint8_t *)dump->ptr, dump->len);
    struct format_input input = {
        .text = { copy, dump->len }, .file = file, .big_endian = big_endian, .word_bits = 64
    };

    input.pass = slice_of("before");
    if (format->parse(&input, &sink) != 0)
        fuzz_fail("%s gave up", format->name);
    free(copy);
    return rows;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct layout *layout;
    struct pair pair = { .little = { 0 } };
    struct buffer little, big;
    struct slice file;

    if (size < 2)
        return 0;
    layout = &layouts[data[0] % LAYOUTS];
    file = slice_of(layout->file ? layout->file : format_file(layout->format, data[1]));
    put_dump(&pair, layout, data + 2, size - 2);
    little = rows_of(format_by_name(layout->format), file, &pair.little, false);
    big = rows_of(format_by_name(layout->format), file, &pair.big, true);
    if (little.len != big.len || (little.len > 0 && memcmp(little.ptr, big.ptr, little.len) != 0))
        fuzz_fail("%s: little-endian:%.*s\nbig-endian:%.*s", layout->format, (int)little.len, little.ptr, (int)big.len,
                  big.ptr);
    buffer_free(&little);
    buffer_free(&big);
    buffer_free(&pair.little);
    buffer_free(&pair.big);
    return 0;
}
