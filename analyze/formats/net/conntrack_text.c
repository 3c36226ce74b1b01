/*
 * /proc/net/nf_conntrack: written by ct_seq_show (net/netfilter/nf_conntrack_standalone.c); /proc/net/ip_conntrack: by the function of the
 * same name in net/ipv4/netfilter/nf_conntrack_l3proto_ipv4_compat.c (until 4.8) and ip_conntrack_standalone.c (until 2.6.22), without
 * the first two words.  A line has the protocols, the seconds left, the state (if the protocol has states), then two tuples of KEY=VALUE,
 * the second of which begins with another src=, and words in brackets.  Addresses are text.  The keys depend on version and protocol.
 */
#include "analyze/formats/lib/address.h"
#include "analyze/formats/lib/line_reader.h"

/* The flags IPS_* that the text shows. */
enum status { SEEN_REPLY = 2, ASSURED = 4, CONFIRMED = 8, OFFLOAD = 1 << 14, HW_OFFLOAD = 1 << 15 };

/* One direction of a connection. */
struct side {
    struct address source;
    struct address destination;
    struct slice source_address;
    struct blob source_ip;
    struct maybe source_port;
    struct slice destination_address;
    struct blob destination_ip;
    struct maybe destination_port;
    struct maybe icmp_id;
    struct maybe icmp_type;
    struct maybe icmp_code;
    struct maybe packets;
    struct maybe bytes;
};

struct conntrack_text_row {
    int64_t net_namespace;
    struct slice file;
    int64_t family;
    int64_t protocol;
    struct side orig;
    struct side reply;
    int64_t status;
    struct slice state;
    struct maybe timeout;
    struct maybe mark;
    struct maybe use_count;
    struct maybe zone;
    struct maybe orig_zone;
    struct maybe reply_zone;
    struct maybe tcp_state;
    struct maybe sctp_state;
    struct maybe dccp_state;
    struct slice security_context;
    struct maybe delta_time;
    struct slice others;
};

#define C(field) COLUMN(struct conntrack_text_row, field)
#define IN_SIDE(name, which, field, type)                                                     \
    {                                                                                         \
        name, offsetof(struct conntrack_text_row, which) + offsetof(struct side, field), type \
    }
#define SIDE_COLUMNS(prefix, which)                                                     \
    IN_SIDE(prefix "source_address", which, source_address, COLUMN_TEXT),               \
        IN_SIDE(prefix "source_ip", which, source_ip, COLUMN_BLOB),                     \
        IN_SIDE(prefix "source_port", which, source_port, COLUMN_MAYBE),                \
        IN_SIDE(prefix "destination_address", which, destination_address, COLUMN_TEXT), \
        IN_SIDE(prefix "destination_ip", which, destination_ip, COLUMN_BLOB),           \
        IN_SIDE(prefix "destination_port", which, destination_port, COLUMN_MAYBE),      \
        IN_SIDE(prefix "packets", which, packets, COLUMN_MAYBE), IN_SIDE(prefix "bytes", which, bytes, COLUMN_MAYBE)

static const struct column columns[] = {
    C(net_namespace),
    C(file),
    C(family),
    C(protocol),
    SIDE_COLUMNS("orig_", orig),
    SIDE_COLUMNS("reply_", reply),
    IN_SIDE("icmp_id", orig, icmp_id, COLUMN_MAYBE),
    IN_SIDE("icmp_type", orig, icmp_type, COLUMN_MAYBE),
    IN_SIDE("icmp_code", orig, icmp_code, COLUMN_MAYBE),
    C(status),
    C(state),
    C(timeout),
    C(mark),
    C(use_count),
    C(zone),
    C(orig_zone),
    C(reply_zone),
    C(tcp_state),
    C(sctp_state),
    C(dccp_state),
    C(security_context),
    C(delta_time),
    C(others),
};
static const struct table table = TABLE("proc_net_conntrack", columns);
static const struct table *const tables[] = { &table, NULL };

enum kind { NUMBER, COUNTER, KEY, ADDRESS, TEXT, PASSED_OVER };

/* The word before a '=', and the field that takes the value behind it. */
struct key {
    const char *name;
    enum kind kind;
    size_t offset;
};

#define OF_SIDE(field) offsetof(struct side, field)
#define OF_ROW(field)  offsetof(struct conntrack_text_row, field)

/* The keys of GRE go where ctnetlink puts them: into the ports. */
static const struct key side_keys[] = {
    { "src", ADDRESS, OF_SIDE(source) },       { "dst", ADDRESS, OF_SIDE(destination) },
    { "sport", NUMBER, OF_SIDE(source_port) }, { "dport", NUMBER, OF_SIDE(destination_port) },
    { "srckey", KEY, OF_SIDE(source_port) },   { "dstkey", KEY, OF_SIDE(destination_port) },
    { "type", NUMBER, OF_SIDE(icmp_type) },    { "code", NUMBER, OF_SIDE(icmp_code) },
    { "id", NUMBER, OF_SIDE(icmp_id) },        { "packets", COUNTER, OF_SIDE(packets) },
    { "bytes", COUNTER, OF_SIDE(bytes) },      { NULL, PASSED_OVER, 0 },
};

/* The timeouts are how long each kind of silence of a GRE connection may be. */
static const struct key row_keys[] = {
    { "mark", NUMBER, OF_ROW(mark) },
    { "use", NUMBER, OF_ROW(use_count) },
    { "zone", NUMBER, OF_ROW(zone) },
    { "zone-orig", NUMBER, OF_ROW(orig_zone) },
    { "zone-reply", NUMBER, OF_ROW(reply_zone) },
    { "secctx", TEXT, OF_ROW(security_context) },
    { "secmark", PASSED_OVER, 0 },
    { "delta-time", NUMBER, OF_ROW(delta_time) },
    { "timeout", PASSED_OVER, 0 },
    { "stream_timeout", PASSED_OVER, 0 },
    { NULL, PASSED_OVER, 0 },
};

static const struct {
    const char *text;
    int64_t set, cleared;
} marks[] = {
    { "[UNREPLIED]", 0, SEEN_REPLY },
    { "[ASSURED]", ASSURED, 0 },
    { "[OFFLOAD]", OFFLOAD, 0 },
    { "[HW_OFFLOAD]", HW_OFFLOAD, 0 },
};

/* The states of a protocol by number: tcp_conntrack_names, sctp_conntrack_names, dccp_state_names.  SYN_SENT2 took the number of LISTEN. */
static const struct {
    int64_t protocol;
    size_t offset;
    const char *names;
} states[] = {
    { 6, OF_ROW(tcp_state),
      "NONE SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT CLOSE SYN_SENT2" },
    { 132, OF_ROW(sctp_state),
      "NONE CLOSED COOKIE_WAIT COOKIE_ECHOED ESTABLISHED SHUTDOWN_SENT SHUTDOWN_RECD SHUTDOWN_ACK_SENT HEARTBEAT_SENT "
      "HEARTBEAT_ACKED" },
    { 33, OF_ROW(dccp_state), "NONE REQUEST RESPOND PARTOPEN OPEN CLOSEREQ CLOSING TIMEWAIT IGNORE INVALID" },
};

static const struct key *
find_key(const struct key *keys, struct slice name)
{
    while (keys->name && !slice_is(name, keys->name))
        keys++;
    return keys->name ? keys : NULL;
}

static void
take_number(struct scan *s, const struct key *key, struct maybe *out)
{
    if (key->kind == KEY) {
        scan_text(s, "0x");
        scan_hex(s, key->name, &out->value);
    } else if (key->kind == COUNTER) {
        scan_unsigned(s, key->name, &out->value);
    } else {
        scan_dec(s, key->name, &out->value);
    }
    out->known = scan_ok(s);
}

static void
take_value(struct scan *s, const struct key *key, void *record)
{
    void *at = (char *)record + key->offset;

    if (key->kind == PASSED_OVER)
        return;
    if (key->kind == ADDRESS)
        scan_address_text(s, key->name, at);
    else if (key->kind == TEXT)
        scan_word(s, key->name, at);
    else
        take_number(s, key, at);
    if (scan_ok(s) && !scan_at_end(s))
        scan_fail(s, key->name, s->rest);
}

/* KEY=VALUE.  False when the key is not known. */
static bool
take_pair(struct conntrack_text_row *row, struct side **side, struct scan *s, struct slice word)
{
    struct scan value = scan_of(word);
    struct slice name = { NULL, 0 };
    const struct key *key;

    scan_until(&value, "key", '=', &name);
    if (!scan_ok(&value))
        return false;
    if (slice_is(name, "src") && row->orig.source.ip_len > 0)
        *side = &row->reply;
    key = find_key(side_keys, name);
    if (key) {
        take_value(&value, key, *side);
    } else {
        key = find_key(row_keys, name);
        if (!key)
            return false;
        take_value(&value, key, row);
    }
    if (!scan_ok(&value))
        scan_fail(s, value.want, value.have);
    return true;
}

static void
take_state(struct conntrack_text_row *row, struct slice word)
{
    struct slice name = { NULL, 0 };

    row->state = word;
    if (slice_is(word, "LISTEN"))
        word = slice_of("SYN_SENT2");
    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
        struct scan names = scan_of(slice_of(states[i].names));

        for (int64_t n = 0; states[i].protocol == row->protocol && !scan_at_end(&names); n++) {
            scan_word(&names, "state", &name);
            if (name.len == word.len && memcmp(name.ptr, word.ptr, name.len) == 0)
                *(struct maybe *)(void *)((char *)row + states[i].offset) = maybe_of(n);
        }
    }
}

/* A word without a '='.  False when the word is not known. */
static bool
take_word(struct conntrack_text_row *row, struct slice word)
{
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (slice_is(word, marks[i].text)) {
            row->status = (row->status | marks[i].set) & ~marks[i].cleared;
            return true;
        }
    }
    if (row->orig.source.ip_len > 0 || row->state.ptr || word.ptr[0] == '[')
        return false;
    take_state(row, word);
    return true;
}

static bool
has_addresses(const struct side *side)
{
    return side->source.ip_len > 0 && side->destination.ip_len > 0;
}

static void
name_addresses(struct side *side)
{
    side->source_address = address_as_text(&side->source);
    side->source_ip = address_as_blob(&side->source);
    side->destination_address = address_as_text(&side->destination);
    side->destination_ip = address_as_blob(&side->destination);
}

/* The fixed fields before the words.  A connection that the network card handles (offload) has no timeout. */
static void
take_head(struct conntrack_text_row *row, struct scan *s)
{
    struct slice name;

    row->family = 2;
    if (slice_is(row->file, "nf_conntrack")) {
        scan_word(s, "family", &name);
        scan_dec(s, "number of the family", &row->family);
    }
    scan_word(s, "protocol", &name);
    scan_dec(s, "number of the protocol", &row->protocol);
    scan_space(s);
    if (scan_ok(s) && s->rest.len > 0 && (s->rest.ptr[0] == '-' || (s->rest.ptr[0] >= '0' && s->rest.ptr[0] <= '9'))) {
        scan_signed(s, "seconds", &row->timeout.value);
        row->timeout.known = scan_ok(s);
    }
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct conntrack_text_row row = { .net_namespace = input->net_namespace,
                                      .file = input->file,
                                      .status = SEEN_REPLY | CONFIRMED };
    struct side *side = &row.orig;
    struct slice word = { NULL, 0 };

    take_head(&row, s);
    while (scan_ok(s) && !scan_at_end(s)) {
        scan_word(s, "word", &word);
        if (!take_pair(&row, &side, s, word) && !take_word(&row, word) && !row.others.ptr)
            row.others = (struct slice){ word.ptr, word.len + s->rest.len };
    }
    if (scan_ok(s) && !(has_addresses(&row.orig) && has_addresses(&row.reply)))
        scan_fail(s, "addresses of both directions", s->rest);
    name_addresses(&row.orig);
    name_addresses(&row.reply);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_conntrack_text = { .name = "conntrack_text", .parse = parse, .tables = tables };
