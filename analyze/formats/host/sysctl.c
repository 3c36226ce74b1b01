/*
 * Files below /proc/sys: written by proc_dointvec, proc_dostring and their like (kernel/sysctl.c): numbers parted by tabs, or a text.
 */
#include "analyze/formats/host/host_value.h"

struct sysctl_row {
    struct slice name;
    struct slice value;
};

static const struct column columns[] = {
    COLUMN(struct sysctl_row, name),
    COLUMN(struct sysctl_row, value),
};
const struct table sysctls_table = TABLE("sysctls", columns);
static const struct table *const tables[] = { &sysctls_table, NULL };

int
sysctl_put(const struct format_input *input, const struct format_sink *sink)
{
    static const char directory[] = "sys/";
    struct sysctl_row row = { .name = input->file, .value = host_value_of(input->text) };

    if (slice_begins(row.name, directory))
        row.name = slice_skip(row.name, sizeof(directory) - 1);
    if (input->text.len == 0)
        return 0;
    return sink->row(sink->context, &sysctls_table, &row, 1);
}

const struct format format_sysctl = { .name = "sysctl", .parse = sysctl_put, .tables = tables, .never_empty = true };
