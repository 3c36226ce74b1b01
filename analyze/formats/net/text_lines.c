/*
 * Files that few hosts have, whose lines hold nothing that another table could be joined with: fib_triestat (fib_triestat_seq_show,
 * net/ipv4/fib_trie.c), kcm (kcm_seq_show, net/kcm/kcmproc.c), pppol2tp (pppol2tp_seq_show, net/l2tp/l2tp_ppp.c).  Each line
 * is a row, unchanged; blank lines are left out.
 */
#include "analyze/formats/lib/line_reader.h"

struct text_row {
    int64_t net_namespace;
    struct slice pass;
    struct slice file;
    struct slice text;
};

static const struct column columns[] = {
    COLUMN(struct text_row, net_namespace),
    COLUMN(struct text_row, pass),
    COLUMN(struct text_row, file),
    COLUMN(struct text_row, text),
};
static const struct table table = TABLE("proc_net_text", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct text_row row = { .net_namespace = input->net_namespace, .pass = input->pass, .file = input->file };

    if (scan_ok(s) && scan_at_end(s))
        return 0;
    scan_rest(s, &row.text);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_text_lines = { .name = "text_lines", .parse = parse, .tables = tables };
