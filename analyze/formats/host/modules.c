/*
 * /proc/modules: written by m_show and print_unload_info (kernel/module): `name size refcount users state address taints`.  A kernel
 * that cannot unload modules prints `-` for the count and the users.
 */
#include "analyze/formats/lib/line_reader.h"

struct module_row {
    struct slice name;
    int64_t size;
    struct maybe ref_count;
    struct slice used_by;
    struct slice state;
    struct slice address;
    struct slice taints;
};

static const struct column columns[] = {
    COLUMN(struct module_row, name),    COLUMN(struct module_row, size),  COLUMN(struct module_row, ref_count),
    COLUMN(struct module_row, used_by), COLUMN(struct module_row, state), COLUMN(struct module_row, address),
    COLUMN(struct module_row, taints),
};
static const struct table table = TABLE("proc_modules", columns);
static const struct table *const tables[] = { &table, NULL };

static void
scan_ref_count(struct scan *s, struct maybe *out)
{
    scan_space(s);
    if (slice_begins(s->rest, "- "))
        scan_text(s, "-");
    else if (scan_at_end(s))
        scan_fail(s, "references", s->rest);
    else
        scan_maybe_signed(s, "references", out);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct module_row row = { .size = 0 };

    (void)input;
    scan_word(s, "name", &row.name);
    scan_dec(s, "size", &row.size);
    scan_ref_count(s, &row.ref_count);
    scan_word(s, "users", &row.used_by);
    scan_word(s, "state", &row.state);
    scan_word(s, "address", &row.address);
    scan_space(s);
    if (scan_ok(s) && slice_begins(s->rest, "("))
        scan_word(s, "taints", &row.taints);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_modules = { .name = "modules", .parse = parse, .tables = tables };
