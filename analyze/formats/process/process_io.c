/*
 * /proc/PID/io: written by do_io_accounting (fs/proc/base.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct io_row {
    int64_t pid;
    struct maybe rchar;
    struct maybe wchar;
    struct maybe syscr;
    struct maybe syscw;
    struct maybe read_bytes;
    struct maybe write_bytes;
    struct maybe cancelled_write_bytes;
};

static const struct column columns[] = {
    COLUMN(struct io_row, pid),         COLUMN(struct io_row, rchar),
    COLUMN(struct io_row, wchar),       COLUMN(struct io_row, syscr),
    COLUMN(struct io_row, syscw),       COLUMN(struct io_row, read_bytes),
    COLUMN(struct io_row, write_bytes), COLUMN(struct io_row, cancelled_write_bytes),
};
static const struct table table = TABLE("process_io", columns);
static const struct table *const tables[] = { &table, NULL };

/* The column with the name of the key; NULL for none. */
static struct maybe *
find_field(struct io_row *row, struct slice key)
{
    for (size_t i = 0; i < table.count; i++) {
        if (columns[i].type == COLUMN_MAYBE && slice_is(key, columns[i].name))
            return (void *)((char *)row + columns[i].offset);
    }
    return NULL;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct io_row row = { .pid = input->pid };
    struct lines lines;
    struct slice line;
    struct slice key;
    struct scan s;
    struct maybe *field;
    bool found = false;

    if (format_open(&lines, input, sink) != 0)
        return -1;
    while (lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        scan_until(&s, "key", ':', &key);
        field = scan_ok(&s) ? find_field(&row, key) : NULL;
        if (field) {
            scan_signed(&s, "bytes", &field->value);
            field->known = scan_ok(&s);
            found = found || field->known;
        }
        if (scan_ok(&s) ? format_newline(sink, &s, lines.number) != 0
                        : sink->problem(sink->context, lines.number, s.want, s.have) != 0)
            return -1;
    }
    return found ? sink->row(sink->context, &table, &row, 1) : 0;
}

const struct format format_process_io = { .name = "process_io", .parse = parse, .tables = tables, .never_empty = true };
