/*
 * /proc/cmdline: written by cmdline_proc_show (fs/proc/cmdline.c): the text of the boot loader, arguments parted by spaces.  The
 * whole text is a row, and each argument is a row.
 */
#include "analyze/base/scan.h"
#include "analyze/formats/host/host_value.h"

struct argument_row {
    int64_t item;
    struct slice argument;
};

static const struct column columns[] = {
    COLUMN(struct argument_row, item),
    COLUMN(struct argument_row, argument),
};
static const struct table table = TABLE("kernel_arguments", columns);
static const struct table *const tables[] = { &table, &host_values_table, NULL };

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct argument_row row = { 0 };
    struct scan s = scan_of(input->text);

    for (; !scan_at_end(&s); row.item++) {
        scan_word(&s, "argument", &row.argument);
        if (sink->row(sink->context, &table, &row, 1) != 0)
            return -1;
    }
    return host_value_put(input, sink);
}

const struct format format_kernel_cmdline = {
    .name = "kernel_cmdline", .parse = parse, .tables = tables, .never_empty = true
};
