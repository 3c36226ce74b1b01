/*
 * views/listed and its like: written by collect, a line for each process that this view shows; see views/ in
 * docs/snapshot-format.md.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct view_row {
    struct slice view;
    int64_t pid;
    struct maybe starttime;
    struct slice comm;
};

static const struct column columns[] = {
    COLUMN(struct view_row, view),
    COLUMN(struct view_row, pid),
    COLUMN(struct view_row, starttime),
    COLUMN(struct view_row, comm),
};
static const struct table table = TABLE("process_views", columns);
static const struct table *const tables[] = { &table, NULL };

/* The name of the member without its directory. */
static struct slice
view_of(struct slice file)
{
    static const char directory[] = "views/";

    return slice_begins(file, directory) ? slice_skip(file, sizeof(directory) - 1) : file;
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct view_row row = { .view = view_of(input->file) };
    struct slice comm = { NULL, 0 };

    scan_dec(s, "pid", &row.pid);
    scan_text(s, "\t");
    if (scan_ok(s) && slice_begins(s->rest, "-\t"))
        scan_text(s, "-");
    else if (scan_ok(s) && scan_at_end(s))
        scan_fail(s, "start time", s->rest);
    else
        scan_maybe_unsigned(s, "start time", &row.starttime);
    scan_text(s, "\t");
    scan_rest(s, &comm);
    if (scan_ok(s) && comm.len > 0 && !decode_hex(decoder, comm, &row.comm))
        scan_fail(s, "\\xHH", comm);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, NULL, parse_line);
}

const struct format format_process_view = { .name = "process_view", .parse = parse, .tables = tables };
