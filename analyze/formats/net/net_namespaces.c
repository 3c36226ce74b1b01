/*
 * net/namespaces: written by collect; see docs/snapshot-format.md.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct namespace_row {
    int64_t net_namespace;
    struct slice how;
    struct maybe pid;
    struct slice place;
    struct maybe user_namespace;
};

static const struct column columns[] = {
    COLUMN(struct namespace_row, net_namespace),
    COLUMN(struct namespace_row, how),
    COLUMN(struct namespace_row, pid),
    COLUMN(struct namespace_row, place),
    COLUMN(struct namespace_row, user_namespace),
};
static const struct table table = TABLE("net_namespace_sightings", columns);
static const struct table *const tables[] = { &table, NULL };

/* A number, 0 for none; the field may be empty. */
static void
scan_nonzero(struct scan *s, const char *want, struct maybe *out)
{
    if (scan_ok(s) && !slice_begins(s->rest, "\t"))
        scan_maybe_dec(s, want, out);
    out->known = out->known && out->value != 0;
}

/* The place, a tab and the user namespace; later versions may write more. */
static void
scan_place(struct scan *s, struct slice *place, struct maybe *user_namespace)
{
    if (!scan_ok(s) || s->rest.len == 0 || !memchr(s->rest.ptr, '\t', s->rest.len)) {
        scan_rest(s, place);
        return;
    }
    scan_until(s, "place", '\t', place);
    scan_nonzero(s, "user namespace", user_namespace);
    if (scan_ok(s) && s->rest.len > 0)
        scan_text(s, "\t");
    if (scan_ok(s))
        s->rest = slice_skip(s->rest, s->rest.len);
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct namespace_row row = { 0 };
    struct slice place = { NULL, 0 };

    (void)input;
    scan_dec(s, "namespace", &row.net_namespace);
    scan_text(s, "\t");
    scan_until(s, "how", '\t', &row.how);
    scan_nonzero(s, "pid", &row.pid);
    scan_text(s, "\t");
    scan_place(s, &place, &row.user_namespace);
    if (scan_ok(s) && place.len > 0 && !decode_hex(decoder, place, &row.place))
        scan_fail(s, "\\xHH", place);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, NULL, parse_line);
}

const struct format format_net_namespaces = { .name = "net_namespaces", .parse = parse, .tables = tables };
