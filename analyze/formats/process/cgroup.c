/*
 * /proc/PID/cgroup: written by proc_cgroup_show (kernel/cgroup/cgroup.c).  The kernel allows no newline in a cgroup's name.
 */
#include "analyze/formats/lib/line_reader.h"

struct cgroup_row {
    int64_t pid;
    int64_t hierarchy;
    struct slice controllers;
    struct slice cgroup_path;
};

static const struct column columns[] = {
    COLUMN(struct cgroup_row, pid),
    COLUMN(struct cgroup_row, hierarchy),
    COLUMN(struct cgroup_row, controllers),
    COLUMN(struct cgroup_row, cgroup_path),
};
static const struct table table = TABLE("process_cgroups", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct cgroup_row row = { .pid = input->pid };

    scan_dec(s, "hierarchy", &row.hierarchy);
    scan_text(s, ":");
    scan_until(s, "controllers", ':', &row.controllers);
    scan_rest(s, &row.cgroup_path);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_cgroup = { .name = "cgroup", .parse = parse, .tables = tables };
