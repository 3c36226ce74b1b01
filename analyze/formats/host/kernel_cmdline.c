/*
 * /proc/cmdline: written by cmdline_proc_show (fs/proc/cmdline.c): what the boot loader gave, arguments parted by spaces.  Whole, and
 * argument for argument.
 */
#include "analyze/formats/host/host_value.h"
#include "analyze/formats/lib/line_reader.h"

struct argument_row {
    int64_t item;
    struct slice argument;
};

static const struct column columns[] = {
    COLUMN(struct argument_row, item),
    COLUMN(struct argument_row, argument),
};
static const struct table table = TABLE("kernel_arguments", columns);
const struct table *const kernel_cmdline_tables[] = { &table, &host_values_table, NULL };

int
parse_kernel_cmdline(const struct format_input *input, const struct format_sink *sink)
{
    struct argument_row row = { 0 };
    struct scan s = scan_of(input->text);

    for (; !scan_at_end(&s); row.item++) {
        scan_word(&s, "argument", &row.argument);
        if (sink->row(sink->context, &table, &row, 1) != 0)
            return -1;
    }
    return parse_host_value(input, sink);
}
