/*
 * Files of a process that hold one value: comm, written by comm_show, loginuid and sessionid by proc_loginuid_read and
 * proc_sessionid_read, attr/current by proc_pid_attr_read (fs/proc/base.c).
 */
#include "analyze/formats/process/process_value.h"

static const struct column columns[] = {
    COLUMN(struct value_row, pid),
    COLUMN(struct value_row, file),
    COLUMN(struct value_row, value),
};
const struct table process_values_table = TABLE("process_values", columns);
static const struct table *const tables[] = { &process_values_table, NULL };

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct value_row row = { .pid = input->pid, .file = input->file, .value = input->text };

    if (row.value.len == 0)
        return 0;
    /* One newline only: a name may end in another. */
    if (row.value.ptr[row.value.len - 1] == '\n')
        row.value.len--;
    /* SELinux hands out its labels with the terminator. */
    while (row.value.len > 0 && row.value.ptr[row.value.len - 1] == '\0')
        row.value.len--;
    return sink->row(sink->context, &process_values_table, &row, 1);
}

const struct format format_process_value = {
    .name = "process_value", .parse = parse, .tables = tables, .never_empty = true
};
