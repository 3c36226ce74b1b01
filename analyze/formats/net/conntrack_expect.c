/*
 * /proc/net/nf_conntrack_expect: written by exp_seq_show (net/netfilter/nf_conntrack_expect.c); /proc/net/ip_conntrack_expect: by the
 * function of the same name in net/ipv4/netfilter/nf_conntrack_l3proto_ipv4_compat.c (until 4.8), which leaves out the family and
 * everything behind the tuple.  A line has the seconds left (- for none), the protocols, a tuple in which 0 means any, flags joined by
 * commas, the helper.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

struct expect_row {
    int64_t net_namespace;
    struct slice file;
    struct maybe timeout;
    int64_t family;
    int64_t protocol;
    struct slice source_address;
    struct blob source_ip;
    struct maybe source_port;
    struct slice destination_address;
    struct blob destination_ip;
    struct maybe destination_port;
    struct slice flags;
    struct slice helper;
};

static const struct column columns[] = {
    COLUMN(struct expect_row, net_namespace),
    COLUMN(struct expect_row, file),
    COLUMN(struct expect_row, timeout),
    COLUMN(struct expect_row, family),
    COLUMN(struct expect_row, protocol),
    COLUMN(struct expect_row, source_address),
    COLUMN(struct expect_row, source_ip),
    COLUMN(struct expect_row, source_port),
    COLUMN(struct expect_row, destination_address),
    COLUMN(struct expect_row, destination_ip),
    COLUMN(struct expect_row, destination_port),
    COLUMN(struct expect_row, flags),
    COLUMN(struct expect_row, helper),
};
static const struct table table = TABLE("proc_net_conntrack_expect", columns);
static const struct table *const tables[] = { &table, NULL };

/* The words of the tuple, which depend on the protocol. */
static bool
take_pair(struct expect_row *row, struct scan *s, struct slice word)
{
    const struct {
        const char *key;
        struct maybe *value;
    } keys[] = { { "sport=", &row->source_port }, { "dport=", &row->destination_port } };

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (slice_begins(word, keys[i].key)) {
            struct scan value = scan_of(slice_skip(word, strlen(keys[i].key)));

            scan_dec(&value, "port", &keys[i].value->value);
            keys[i].value->known = scan_ok(&value);
            if (!scan_ok(&value) || !scan_at_end(&value))
                scan_fail(s, "port", word);
            return true;
        }
    }
    return memchr(word.ptr, '=', word.len) != NULL; /* a key of another protocol: type, code, id */
}

static void
take_end(struct scan *s, const char *key, struct address *address)
{
    scan_space(s);
    scan_text(s, key);
    scan_address_text(s, "address", address);
}

static void
take_head(struct expect_row *row, struct scan *s)
{
    scan_space(s);
    if (slice_begins(s->rest, "- "))
        scan_text(s, "-");
    else
        scan_maybe_signed(s, "seconds", &row->timeout);
    scan_space(s);
    row->family = 2;
    if (slice_is(row->file, "nf_conntrack_expect")) {
        scan_text(s, "l3proto = ");
        scan_dec(s, "family", &row->family);
        scan_space(s);
    }
    scan_text(s, "proto=");
    scan_dec(s, "protocol", &row->protocol);
}

/* Nothing but the words that the kernel has for them. */
static bool
is_flags(struct slice word)
{
    static const char *const names[] = { "PERMANENT", "INACTIVE", "USERSPACE" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (slice_begins(word, names[i]) && (word.len == strlen(names[i]) || word.ptr[strlen(names[i])] == ','))
            return true;
    return false;
}

/* The flags, or the helper; false for a word behind them. */
static bool
take_word(struct expect_row *row, struct slice word)
{
    struct slice *to = is_flags(word) && !row->flags.ptr ? &row->flags : &row->helper;

    if (to->ptr)
        return false;
    *to = word;
    return true;
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct expect_row row = { .net_namespace = input->net_namespace, .file = input->file };
    struct address source = { 0 };
    struct address destination = { 0 };
    struct slice word = { NULL, 0 };
    struct scan ahead;

    take_head(&row, s);
    take_end(s, "src=", &source);
    take_end(s, "dst=", &destination);
    while (scan_ok(s) && !scan_at_end(s)) {
        ahead = *s;
        scan_word(&ahead, "word", &word);
        if (!take_pair(&row, &ahead, word) && !take_word(&row, word))
            break;
        *s = ahead;
    }
    row.source_address = address_as_text(&source);
    row.source_ip = address_as_blob(&source);
    row.destination_address = address_as_text(&destination);
    row.destination_ip = address_as_blob(&destination);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_conntrack_expect = { .name = "conntrack_expect", .parse = parse, .tables = tables };
