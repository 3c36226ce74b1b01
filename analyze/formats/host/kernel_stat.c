/*
 * /proc/stat: written by show_stat (fs/proc/stat.c): a line of times for all processors and for each, then a line for each counter.  intr
 * and softirq have the total first, then one number for each interrupt, most of which are 0.
 */
#include "analyze/formats/host/host_counter.h"
#include "analyze/formats/lib/line_reader.h"

struct cpu_row {
    struct maybe cpu;
    int64_t user;
    int64_t nice;
    int64_t system;
    int64_t idle;
    struct maybe iowait;
    struct maybe irq;
    struct maybe softirq;
    struct maybe steal;
    struct maybe guest;
    struct maybe guest_nice;
};

static const struct column columns[] = {
    COLUMN(struct cpu_row, cpu),    COLUMN(struct cpu_row, user),       COLUMN(struct cpu_row, nice),
    COLUMN(struct cpu_row, system), COLUMN(struct cpu_row, idle),       COLUMN(struct cpu_row, iowait),
    COLUMN(struct cpu_row, irq),    COLUMN(struct cpu_row, softirq),    COLUMN(struct cpu_row, steal),
    COLUMN(struct cpu_row, guest),  COLUMN(struct cpu_row, guest_nice),
};
static const struct table table = TABLE("proc_stat_cpus", columns);
static const struct table *const tables[] = { &table, &host_counters_table, NULL };

static int
parse_cpu(struct scan *s, const struct format_sink *sink, size_t line)
{
    struct cpu_row row = { 0 };

    scan_text(s, "cpu");
    if (!slice_begins(s->rest, " "))
        scan_maybe_dec(s, "processor", &row.cpu);
    scan_signed(s, "user", &row.user);
    scan_signed(s, "nice", &row.nice);
    scan_signed(s, "system", &row.system);
    scan_signed(s, "idle", &row.idle);
    scan_maybe_signed(s, "iowait", &row.iowait);
    scan_maybe_signed(s, "irq", &row.irq);
    scan_maybe_signed(s, "softirq", &row.softirq);
    scan_maybe_signed(s, "steal", &row.steal);
    scan_maybe_signed(s, "guest", &row.guest);
    scan_maybe_signed(s, "guest_nice", &row.guest_nice);
    return format_row(sink, &table, &row, s, line);
}

static int
parse_counters(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct host_counter_row row = { .file = input->file };

    scan_word(s, "key", &row.key);
    do {
        scan_signed(s, "number", &row.value);
        if (!scan_ok(s))
            return sink->problem(sink->context, line, s->want, s->have);
        if ((row.value != 0 || row.item == 0) && sink->row(sink->context, &host_counters_table, &row, line) != 0)
            return -1;
        row.item++;
    } while (!scan_at_end(s));
    return format_newline(sink, s, line);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    if (slice_begins(s->rest, "cpu"))
        return parse_cpu(s, sink, line);
    return parse_counters(input, s, sink, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_kernel_stat = {
    .name = "kernel_stat", .parse = parse, .tables = tables, .never_empty = true
};
