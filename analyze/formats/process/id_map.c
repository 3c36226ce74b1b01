/*
 * /proc/PID/uid_map and gid_map: written by uid_m_show and gid_m_show (kernel/user_namespace.c).  The outer ids are ids
 * of the reader's user namespace.
 */
#include "analyze/formats/lib/line_reader.h"

struct id_map_row {
    int64_t pid;
    struct slice file;
    int64_t inside;
    int64_t outside;
    int64_t count;
};

static const struct column columns[] = {
    COLUMN(struct id_map_row, pid),     COLUMN(struct id_map_row, file),  COLUMN(struct id_map_row, inside),
    COLUMN(struct id_map_row, outside), COLUMN(struct id_map_row, count),
};
static const struct table table = TABLE("process_id_maps", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct id_map_row row = { .pid = input->pid, .file = input->file };

    scan_dec(s, "first id inside", &row.inside);
    scan_dec(s, "first id outside", &row.outside);
    scan_dec(s, "count", &row.count);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_id_map = { .name = "id_map", .parse = parse, .tables = tables };
