/*
 * /etc/resolv.conf: resolv.conf(5), as res_vconf_init of glibc reads it (resolv/res_init.c): a keyword stands at the very beginning
 * of a line, and nameserver and domain have one word.  Each word behind the keyword is a row.
 */
#include "analyze/formats/lib/config.h"

struct resolver_row {
    struct slice keyword;
    int64_t item;
    struct slice value;
};

static const struct column columns[] = {
    COLUMN(struct resolver_row, keyword),
    COLUMN(struct resolver_row, item),
    COLUMN(struct resolver_row, value),
};
static const struct table table = TABLE("resolv_conf", columns);
static const struct table *const tables[] = { &table, NULL };

static bool
at_comment(const struct scan *s)
{
    return slice_begins(s->rest, "#") || slice_begins(s->rest, ";");
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct resolver_row row = { .item = 0 };
    bool one;

    (void)input;
    (void)decoder;
    if (at_comment(s))
        return 0;
    if (slice_begins(s->rest, " ") || slice_begins(s->rest, "\t"))
        scan_fail(s, "keyword at the beginning of the line", s->rest);
    scan_word(s, "keyword", &row.keyword);
    one = slice_is(row.keyword, "nameserver") || slice_is(row.keyword, "domain");
    do {
        scan_word(s, "value", &row.value);
        if (!scan_ok(s))
            return sink->problem(sink->context, line, s->want, s->have);
        if (sink->row(sink->context, &table, &row, line) != 0)
            return -1;
        row.item++;
        scan_space(s);
    } while (!one && !scan_at_end(s) && !at_comment(s));
    return 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return config_lines(input, sink, parse_line);
}

const struct format format_resolv_conf = { .name = "resolv_conf", .parse = parse, .tables = tables };
