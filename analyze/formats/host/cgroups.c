/*
 * /proc/cgroups: written by proc_cgroupstats_show (kernel/cgroup/cgroup-v1.c; before 4.12 kernel/cgroup.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct cgroups_row {
    struct slice controller;
    int64_t hierarchy;
    int64_t num_cgroups;
    int64_t enabled;
};

static const struct column columns[] = {
    COLUMN(struct cgroups_row, controller),
    COLUMN(struct cgroups_row, hierarchy),
    COLUMN(struct cgroups_row, num_cgroups),
    COLUMN(struct cgroups_row, enabled),
};
static const struct table table = TABLE("proc_cgroups", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "#subsys_name hierarchy num_cgroups enabled", NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct cgroups_row row = { .hierarchy = 0 };

    (void)input;
    scan_word(s, "controller", &row.controller);
    scan_dec(s, "hierarchy", &row.hierarchy);
    scan_dec(s, "cgroups", &row.num_cgroups);
    scan_dec(s, "enabled", &row.enabled);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_cgroups = { .name = "cgroups", .parse = parse, .tables = tables };
