/*
 * /proc/net/fib_trie: written by fib_trie_seq_show (net/ipv4/fib_trie.c).  Below the name of a table stand nodes of the tree (+--)
 * and leaves (|--) with an address; below a leaf stand its entries: /length scope type.  Addresses are dotted quads.
 *
 * From 4.1 on the local and the main table share one tree until a rule is added: each then shows the entries of both.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct fib_trie_row {
    int64_t net_namespace;
    int64_t table_id;
    struct slice address;
    struct blob ip;
    int64_t prefix_length;
    struct slice scope;
    struct slice type;
    struct maybe tos;
};

static const struct column columns[] = {
    COLUMN(struct fib_trie_row, net_namespace), COLUMN(struct fib_trie_row, table_id),
    COLUMN(struct fib_trie_row, address),       COLUMN(struct fib_trie_row, ip),
    COLUMN(struct fib_trie_row, prefix_length), COLUMN(struct fib_trie_row, scope),
    COLUMN(struct fib_trie_row, type),          COLUMN(struct fib_trie_row, tos),
};
static const struct table table = TABLE("proc_net_fib_trie", columns);
static const struct table *const tables[] = { &table, NULL };

/* The state of the parser: an entry belongs to the last table and the last leaf above it. */
struct place {
    struct maybe table_id;
    struct address leaf;
};

/* "Main:", "Local:", "Id 7:"; kernels before 2.6.27 have "<local>:" and "<main>:". */
static void
scan_table(struct scan *s, struct place *place)
{
    static const struct {
        const char *name;
        int64_t table_id;
    } names[] = { { "Local:", 255 }, { "Main:", 254 }, { "<local>:", 255 }, { "<main>:", 254 } };
    struct slice word = { NULL, 0 };

    *place = (struct place){ 0 };
    if (slice_begins(s->rest, "Id ")) {
        scan_text(s, "Id ");
        scan_dec(s, "number of a table", &place->table_id.value);
        scan_text(s, ":");
        place->table_id.known = scan_ok(s);
        return;
    }
    scan_word(s, "name of a table", &word);
    for (size_t i = 0; scan_ok(s) && i < sizeof(names) / sizeof(names[0]); i++)
        if (slice_is(word, names[i].name))
            place->table_id = maybe_of(names[i].table_id);
    if (!place->table_id.known)
        scan_fail(s, "name of a table", word);
}

/* A type that the kernel has no name for is printed as two words, "type 13". */
static void
scan_type(struct scan *s, struct slice *type)
{
    int64_t number;

    scan_word(s, "type", type);
    if (!scan_ok(s) || !slice_is(*type, "type"))
        return;
    scan_dec(s, "number of a type", &number);
    type->len = (size_t)(s->rest.ptr - type->ptr);
}

static int
parse_entry(const struct format_input *input, const struct place *place, struct scan *s, const struct format_sink *sink,
            size_t line)
{
    struct fib_trie_row row = { .net_namespace = input->net_namespace, .table_id = place->table_id.value };

    if (place->leaf.ip_len == 0)
        scan_fail(s, "a leaf before its entry", s->rest);
    scan_text(s, "/");
    scan_dec(s, "prefix length", &row.prefix_length);
    scan_word(s, "scope", &row.scope);
    scan_type(s, &row.type);
    if (!scan_at_end(s)) {
        scan_space(s);
        scan_text(s, "tos=");
        scan_maybe_dec(s, "type of service", &row.tos);
    }
    row.address = address_as_text(&place->leaf);
    row.ip = address_as_blob(&place->leaf);
    return format_row(sink, &table, &row, s, line);
}

/* Only entries make rows. */
static int
parse_line(const struct format_input *input, struct place *place, struct scan *s, const struct format_sink *sink,
           size_t line)
{
    bool indented = slice_begins(s->rest, " ");

    if (!indented) {
        scan_table(s, place);
    } else {
        scan_space(s);
        if (slice_begins(s->rest, "/"))
            return parse_entry(input, place, s, sink, line);
        place->leaf.ip_len = 0;
        if (!place->table_id.known)
            scan_fail(s, "name of a table", s->rest);
        if (slice_begins(s->rest, "+-- "))
            return scan_ok(s) ? 0 : sink->problem(sink->context, line, s->want, s->have);
        scan_text(s, "|-- ");
        scan_address_text(s, "address", &place->leaf);
    }
    return format_end(sink, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct lines lines;
    struct place place = { 0 };
    struct slice line;
    struct scan s;

    if (format_open(&lines, input, sink) != 0)
        return -1;
    while (lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        if (parse_line(input, &place, &s, sink, lines.number) != 0)
            return -1;
    }
    return 0;
}

const struct format format_fib_trie = { .name = "fib_trie", .parse = parse, .tables = tables };
