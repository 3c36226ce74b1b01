/*
 * Every netlink format on any bytes.  The first byte chooses the format and the byte order; the others are the dump.
 */
#include <stdlib.h>

#include "analyze/formats/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
    "diag_inet", "diag_unix", "diag_packet",  "diag_netlink",   "diag_vsock", "diag_xdp",
    "rtnl_link", "conntrack", "rtnl_address", "rtnl_route",     "rtnl_rule",  "rtnl_neighbour",
    "rtnl_nsid", "genl_fou",  "genl_l2tp",    "genl_wireguard",
};

#define NAMES (sizeof(names) / sizeof(names[0]))

/* Touches every byte that a record points to. */
static void
touch(size_t *sum, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        *sum += (unsigned char)bytes[i];
}

static int
take_row(void *context, const struct table *table, const void *record, size_t line)
{
    (void)line;
    for (size_t i = 0; i < table->count; i++) {
        const void *at = (const char *)record + table->columns[i].offset;
        const struct slice *text = at;
        const struct blob *blob = at;

        if (table->columns[i].type == COLUMN_TEXT && text->ptr)
            touch(context, text->ptr, text->len);
        if (table->columns[i].type == COLUMN_BLOB && blob->ptr)
            touch(context, blob->ptr, blob->len);
    }
    return 0;
}

static int
take_problem(void *context, size_t line, const char *want, struct slice have)
{
    (void)line;
    touch(context, want, strlen(want));
    touch(context, have.ptr, have.len);
    return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t sum = 0;
    struct format_sink sink = { &sum, take_row, take_problem };
    struct format_input input = { .pass = slice_of("before"), .file = slice_of("diag/sctp") };
    const struct format *format;

    if (size == 0)
        return 0;
    input.big_endian = data[0] >= 128;
    input.text = (struct slice){ (const char *)data + 1, size - 1 };
    format = format_by_name(names[data[0] % NAMES]);
    if (!format || format->parse(&input, &sink) != 0)
        abort();
    return 0;
}
