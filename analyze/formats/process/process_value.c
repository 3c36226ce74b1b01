/*
 * Files of a process that hold one value: comm, written by comm_show, loginuid and sessionid by proc_loginuid_read and
 * proc_sessionid_read, attr/current by proc_pid_attr_read (fs/proc/base.c).
 */
#include "analyze/formats/process/process_value.h"

static const struct column columns[] = {
    COLUMN(struct value_row, pid),
    COLUMN(struct value_row, file),
    COLUMN(struct value_row, value),
    COLUMN(struct value_row, first_argument),
};
const struct table process_values_table = TABLE("process_values", columns);
static const struct table *const tables[] = { &process_values_table, NULL };

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct value_row row = { .pid = input->pid, .file = input->file, .value = input->text };

    if (row.value.len == 0)
        return 0;
    /* Only one newline is removed: the name itself may end in one. */
    if (row.value.ptr[row.value.len - 1] == '\n')
        row.value.len--;
    /* SELinux prints its labels with the NUL at their end. */
    while (row.value.len > 0 && row.value.ptr[row.value.len - 1] == '\0')
        row.value.len--;
    return sink->row(sink->context, &process_values_table, &row, 1);
}

const struct format format_process_value = {
    .name = "process_value", .parse = parse, .tables = tables, .never_empty = true
};
