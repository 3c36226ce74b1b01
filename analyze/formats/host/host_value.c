/*
 * Files of the host that hold one text: /proc/version, written by version_proc_show (fs/proc/version.c), /etc/hostname, machine-id(5),
 * /sys/kernel/cpu_byteorder.
 */
#include "analyze/formats/host/host_value.h"

static const struct column columns[] = {
    COLUMN(struct host_value_row, file),
    COLUMN(struct host_value_row, value),
};
const struct table host_values_table = TABLE("host_values", columns);
static const struct table *const tables[] = { &host_values_table, NULL };

struct slice
host_value_of(struct slice text)
{
    if (text.len > 0 && text.ptr[text.len - 1] == '\n')
        text.len--;
    return text;
}

int
host_value_put(const struct format_input *input, const struct format_sink *sink)
{
    struct host_value_row row = { .file = input->file, .value = host_value_of(input->text) };

    if (input->text.len == 0)
        return 0;
    return sink->row(sink->context, &host_values_table, &row, 1);
}

const struct format format_host_value = { .name = "host_value", .parse = host_value_put, .tables = tables };
