/*
 * /proc/sys/fs/file-nr: written by proc_nr_files (fs/file_table.c): the number of open files, a number that is always 0 since
 * 2.6, and the limit of open files.  The file makes a sysctl like others, and its numbers also make counters.
 */
#include "analyze/formats/host/host_counter.h"
#include "analyze/formats/host/host_value.h"
#include "analyze/formats/lib/line_reader.h"

static const struct table *const tables[] = { &host_counters_table, &sysctls_table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    static const char *const keys[] = { "allocated", "free", "maximum" };
    struct host_counter_row row = { .file = input->file };

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        row.key = slice_of(keys[i]);
        row.item = (int64_t)i;
        scan_unsigned(s, keys[i], &row.value);
        if (!scan_ok(s))
            return sink->problem(sink->context, line, s->want, s->have);
        if (sink->row(sink->context, &host_counters_table, &row, line) != 0)
            return -1;
    }
    return 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    if (format_lines(input, sink, NULL, parse_line) != 0)
        return -1;
    return sysctl_put(input, sink);
}

const struct format format_file_nr = { .name = "file_nr", .parse = parse, .tables = tables, .never_empty = true };
