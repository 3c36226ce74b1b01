/*
 * views/bpf-cgroups, views/bpf-pins and net/<netns>/context/bpf: written by collect from BPF_PROG_QUERY and BPF_OBJ_GET
 * of bpf(2); see docs/snapshot-format.md.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct place_row {
    struct maybe net_namespace;
    struct slice place;
    struct slice path;
    struct maybe attach_type;
    struct slice kind;
    struct maybe id;
    struct slice errno_name;
    struct maybe mount_namespace;
};

static const struct column columns[] = {
    COLUMN(struct place_row, net_namespace),
    COLUMN(struct place_row, place),
    COLUMN(struct place_row, path),
    COLUMN(struct place_row, attach_type),
    COLUMN(struct place_row, kind),
    COLUMN(struct place_row, id),
    /* errno is a macro and cannot be a field. */
    { "errno", offsetof(struct place_row, errno_name), COLUMN_TEXT },
    COLUMN(struct place_row, mount_namespace),
};
static const struct table table = TABLE("bpf_places", columns);
static const struct table *const tables[] = { &table, NULL };

/* "<kind>\t<id>", or "!<errno>". */
static void
scan_object(struct scan *s, struct place_row *row)
{
    if (slice_begins(s->rest, "!")) {
        scan_text(s, "!");
        scan_part(s, '\t', &row->errno_name);
        if (row->errno_name.len == 0)
            scan_fail(s, "errno", s->rest);
        return;
    }
    scan_until(s, "kind", '\t', &row->kind);
    if (scan_ok(s) && scan_at_end(s))
        scan_fail(s, "id", s->rest);
    scan_maybe_dec(s, "id", &row->id);
    if (scan_ok(s) && slice_begins(s->rest, "\t"))
        scan_text(s, "\t");
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct place_row row = { .place = { NULL, 0 } };
    struct slice path = { NULL, 0 };

    scan_until(s, "kind of place", '\t', &row.place);
    if (scan_ok(s))
        scan_part(s, '\t', &path); /* empty for a network namespace */
    if (slice_is(row.place, "interface") || slice_is(row.place, "netns"))
        row.net_namespace = maybe_of(input->net_namespace);
    if (scan_ok(s) && slice_begins(s->rest, "-\t"))
        scan_text(s, "-");
    else
        scan_maybe_dec(s, "attach type", &row.attach_type);
    scan_text(s, "\t");
    if (scan_ok(s))
        scan_object(s, &row);
    if (scan_ok(s) && !scan_at_end(s))
        scan_maybe_dec(s, "mount namespace", &row.mount_namespace);
    if (scan_ok(s) && !decode_hex(decoder, path, &row.path))
        scan_fail(s, "\\xHH", path);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, NULL, parse_line);
}

const struct format format_bpf_places = { .name = "bpf_places", .parse = parse, .tables = tables };
