/*
 * views/bpf-functions: written by collect from BTF and /proc/kallsyms; see views/ in docs/snapshot-format.md.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct type_row {
    int64_t object_id;
    int64_t type_id;
    struct maybe type_kind;
    struct slice name;
    struct slice object_name;
    struct slice errno_name;
};

static const struct column type_columns[] = {
    COLUMN(struct type_row, object_id),
    COLUMN(struct type_row, type_id),
    COLUMN(struct type_row, type_kind),
    COLUMN(struct type_row, name),
    COLUMN(struct type_row, object_name),
    /* errno is a macro and cannot be a field. */
    { "errno", offsetof(struct type_row, errno_name), COLUMN_TEXT },
};
static const struct table type_table = TABLE("bpf_types", type_columns);

struct function_row {
    int64_t link_id;
    int64_t ordinal;
    struct slice name;
    struct slice module;
};

static const struct column function_columns[] = {
    COLUMN(struct function_row, link_id),
    COLUMN(struct function_row, ordinal),
    COLUMN(struct function_row, name),
    COLUMN(struct function_row, module),
};
static const struct table function_table = TABLE("bpf_link_functions", function_columns);

static const struct table *const tables[] = { &type_table, &function_table, NULL };

/* Bits of `info` of struct btf_type: include/uapi/linux/btf.h. */
#define KIND_SHIFT 24
#define KIND_MASK  0x1f

/* A name behind the last tab, or between two of them; stays empty if the line has an empty one. */
static void
scan_name(struct scan *s, struct decoder *decoder, char end, struct slice *out)
{
    struct slice raw = { NULL, 0 };

    if (end)
        scan_until(s, "name", end, &raw);
    else
        scan_rest(s, &raw);
    if (scan_ok(s) && raw.len > 0 && !decode_hex(decoder, raw, out))
        scan_fail(s, "\\xHH", raw);
}

/* "<object>\t<type>\t<info>\t<name>\t<name of the object>", or "!<errno>" from <info> on. */
static int
parse_type(struct scan *s, struct decoder *decoder, const struct format_sink *sink, size_t line)
{
    struct type_row row = { .object_id = 0 };
    int64_t info = 0;

    scan_dec(s, "object", &row.object_id);
    scan_text(s, "\t");
    scan_dec(s, "type", &row.type_id);
    scan_text(s, "\t");
    if (scan_ok(s) && slice_begins(s->rest, "!")) {
        scan_text(s, "!");
        scan_rest(s, &row.errno_name);
        if (row.errno_name.len == 0)
            scan_fail(s, "errno", row.errno_name);
    } else {
        scan_dec(s, "info", &info);
        scan_text(s, "\t");
        row.type_kind = maybe_of(info >> KIND_SHIFT & KIND_MASK);
        scan_name(s, decoder, '\t', &row.name);
        scan_name(s, decoder, '\0', &row.object_name);
    }
    return format_row(sink, &type_table, &row, s, line);
}

/* "<link>\t<ordinal>\t<name>\t<module>" */
static int
parse_function(struct scan *s, struct decoder *decoder, const struct format_sink *sink, size_t line)
{
    struct function_row row = { .link_id = 0 };

    scan_dec(s, "link", &row.link_id);
    scan_text(s, "\t");
    scan_dec(s, "ordinal", &row.ordinal);
    scan_text(s, "\t");
    scan_name(s, decoder, '\t', &row.name);
    if (scan_ok(s) && row.name.len == 0)
        scan_fail(s, "name", slice_of(""));
    scan_name(s, decoder, '\0', &row.module);
    return format_row(sink, &function_table, &row, s, line);
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct slice kind = { NULL, 0 };

    (void)input;
    scan_until(s, "kind", '\t', &kind);
    if (scan_ok(s) && slice_is(kind, "type"))
        return parse_type(s, decoder, sink, line);
    if (scan_ok(s) && !slice_is(kind, "function"))
        scan_fail(s, "type or function", kind);
    return parse_function(s, decoder, sink, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, NULL, parse_line);
}

const struct format format_bpf_functions = { .name = "bpf_functions", .parse = parse, .tables = tables };
