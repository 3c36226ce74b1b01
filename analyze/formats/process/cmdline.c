/*
 * /proc/PID/cmdline: written by get_mm_cmdline (fs/proc/base.c).  Arguments end in NUL; a process that wrote over its
 * arguments may have left anything there.
 */
#include <stdlib.h>

#include "analyze/base/error.h"
#include "analyze/formats/process/process_value.h"

static const struct table *const tables[] = { &process_values_table, NULL };

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct value_row row = { .pid = input->pid, .file = input->file, .value = input->text };
    size_t len = input->text.len;
    char *joined;
    int result;

    if (len == 0)
        return 0;
    while (len > 0 && input->text.ptr[len - 1] == '\0')
        len--;
    if (input->text_most > 0 && len > input->text_most)
        return sink->row(sink->context, &process_values_table, &row, 1);
    joined = xmalloc(len + 1);
    for (size_t i = 0; i < len; i++)
        joined[i] = input->text.ptr[i] == '\0' ? ' ' : input->text.ptr[i];
    row.value = (struct slice){ joined, len };
    row.first_argument = (struct slice){ joined, strnlen(input->text.ptr, len) };
    result = sink->row(sink->context, &process_values_table, &row, 1);
    free(joined);
    return result;
}

const struct format format_cmdline = { .name = "cmdline", .parse = parse, .tables = tables };
