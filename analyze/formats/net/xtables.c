/*
 * net/<netns>/context/xtables: written by collect from getsockopt(2); see docs/snapshot-format.md.  For each table a line,
 * and behind it the entries as copy_entries_to_user() copies them (net/ipv4/netfilter/ip_tables.c, ip6_tables.c, arp_tables.c).
 */
#include "analyze/base/scan.h"
#include "analyze/formats/lib/nlmsg.h"
#include "analyze/formats/lib/xt_entries.h"

#include <string.h>

/* IPT_F_GOTO, IP6T_F_GOTO. */
#define FLAG_GOTO 2

/* Bytes of the name of an interface, IFNAMSIZ. */
#define INTERFACE_SIZE 16

struct rule_row {
    int64_t ordinal;
    int64_t net_namespace;
    int64_t family;
    struct slice table_name;
    struct slice chain;
    struct maybe hook;
    int64_t position;
    int64_t policy;
    struct maybe protocol;
    struct nl_ip source;
    struct maybe source_length;
    struct nl_ip destination;
    struct maybe destination_length;
    struct slice input_interface;
    struct slice output_interface;
    int64_t inverted;
    struct slice matches;
    struct slice target;
    struct slice jump_chain;
    int64_t is_goto;
    struct slice comment;
    int64_t packets;
    int64_t bytes;
    struct blob entry;
};

static const struct column columns[] = {
    COLUMN(struct rule_row, ordinal),
    COLUMN(struct rule_row, net_namespace),
    COLUMN(struct rule_row, family),
    COLUMN(struct rule_row, table_name),
    COLUMN(struct rule_row, chain),
    COLUMN(struct rule_row, hook),
    COLUMN(struct rule_row, position),
    COLUMN(struct rule_row, policy),
    COLUMN(struct rule_row, protocol),
    NL_IP_COLUMNS("source_", struct rule_row, source),
    COLUMN(struct rule_row, source_length),
    NL_IP_COLUMNS("destination_", struct rule_row, destination),
    COLUMN(struct rule_row, destination_length),
    COLUMN(struct rule_row, input_interface),
    COLUMN(struct rule_row, output_interface),
    COLUMN(struct rule_row, inverted),
    COLUMN(struct rule_row, matches),
    COLUMN(struct rule_row, target),
    COLUMN(struct rule_row, jump_chain),
    COLUMN(struct rule_row, is_goto),
    COLUMN(struct rule_row, comment),
    COLUMN(struct rule_row, packets),
    COLUMN(struct rule_row, bytes),
    COLUMN(struct rule_row, entry),
};
static const struct table table = TABLE("xt_rules", columns);
static const struct table *const tables[] = { &table, NULL };

struct xt_table {
    const struct format_input *input;
    const struct format_sink *sink;
    struct xt_entries entries;
    struct slice name;
    int64_t valid_hooks;
    int64_t entry[XT_HOOKS], policy[XT_HOOKS];
    size_t line; /* of the member, for rows and problems */
};

/* The number of leading ones; not known if others follow. */
static struct maybe
length_of(struct slice mask)
{
    int64_t length = 0;
    bool ended = false;

    for (size_t i = 0; i < mask.len * 8; i++) {
        bool one = (unsigned char)mask.ptr[i / 8] >> (7 - i % 8) & 1;

        if (one && ended)
            return (struct maybe){ 0 };
        ended = !one;
        length += one;
    }
    return maybe_of(length);
}

/* Without a mask, any address. */
static void
set_address(const struct xt_table *t, struct slice entry, size_t at, size_t mask, struct nl_ip *ip,
            struct maybe *length)
{
    size_t size = t->entries.layout->address;

    *length = length_of((struct slice){ entry.ptr + mask, size });
    if (!length->known || length->value > 0)
        nl_set_ip(ip, entry.ptr + at, size);
}

/* What a standard target does: a verdict, of which the negative is one more than NF_*, or the offset of a chain. */
static void
set_verdict(const struct xt_table *t, const struct xt_entry *e, struct rule_row *row)
{
    int64_t value = (int32_t)(uint32_t)xt_number(&t->entries, e->target, XT_HEAD, 4);

    if (value >= 0 && (size_t)value != e->at + e->bytes.len)
        row->jump_chain = xt_chain_at(&t->entries, (size_t)value);
    else if (value < 0)
        row->target = slice_of(value == -1   ? "DROP"
                               : value == -2 ? "ACCEPT"
                               : value == -4 ? "QUEUE"
                               : value == -5 ? "RETURN"
                                             : "?");
}

/* Names of the matches, and the text of a comment.  The caller frees `list`. */
static void
set_matches(const struct xt_table *t, const struct xt_entry *e, struct rule_row *row, struct buffer *list)
{
    size_t end = e->bytes.len - e->target.len, size;

    for (size_t at = t->entries.fixed; at + XT_HEAD <= end; at += size) {
        struct slice match = { e->bytes.ptr + at, end - at }, name = xt_text(match, XT_NAME_AT, XT_NAME_SIZE);

        size = (size_t)xt_number(&t->entries, match, 0, 2);
        if (size < XT_HEAD || size > match.len)
            break;
        match.len = size;
        buffer_add(list, ", ", list->len > 0 ? 2 : 0);
        buffer_add(list, name.ptr, name.len);
        if (slice_is(name, "comment"))
            row->comment = xt_text(match, XT_HEAD, match.len - XT_HEAD);
    }
    row->matches = list->len > 0 ? buffer_slice(list) : (struct slice){ NULL, 0 };
}

static int
put_rule(const struct xt_table *t, const struct xt_entry *e, struct rule_row *row)
{
    const struct xt_layout *l = t->entries.layout;
    struct buffer list = { 0 };
    uint64_t protocol = l->protocol ? xt_number(&t->entries, e->bytes, l->protocol, 2) : 0;
    int result;

    row->ordinal++;
    row->position++;
    row->protocol = protocol ? maybe_of((int64_t)protocol) : (struct maybe){ 0 };
    row->source = row->destination = (struct nl_ip){ .text = { NULL, 0 } };
    set_address(t, e->bytes, l->source, l->source_mask, &row->source, &row->source_length);
    set_address(t, e->bytes, l->destination, l->destination_mask, &row->destination, &row->destination_length);
    row->input_interface = xt_text(e->bytes, l->input, INTERFACE_SIZE);
    row->output_interface = xt_text(e->bytes, l->output, INTERFACE_SIZE);
    row->inverted = (int64_t)xt_number(&t->entries, e->bytes, l->inverted, l->inverted_size);
    row->is_goto = l->protocol && (xt_number(&t->entries, e->bytes, l->flags, 1) & FLAG_GOTO) != 0;
    row->packets = (int64_t)xt_number(&t->entries, e->bytes, t->entries.fixed - XT_COUNTERS, 8);
    row->bytes = (int64_t)xt_number(&t->entries, e->bytes, t->entries.fixed - XT_COUNTERS + 8, 8);
    row->target = e->target_name.len > 0 ? e->target_name : (struct slice){ NULL, 0 };
    row->jump_chain = row->comment = (struct slice){ NULL, 0 };
    row->entry = (struct blob){ e->bytes.ptr, e->bytes.len };
    if (e->target_name.len == 0)
        set_verdict(t, e, row);
    set_matches(t, e, row, &list);
    row->policy = 0;
    for (unsigned i = 0; i < l->hooks; i++)
        if ((t->valid_hooks >> i & 1) && row->hook.known && row->hook.value == i && (size_t)t->policy[i] == e->at)
            row->policy = 1;
    result = t->sink->row(t->sink->context, &table, row, t->line);
    buffer_free(&list);
    return result;
}

/* The chain that begins at the entry, if one does. */
static void
begin_chain(const struct xt_table *t, const struct xt_entry *e, struct rule_row *row)
{
    if (xt_is_head(e)) {
        row->chain = xt_head_name(e);
        row->hook = (struct maybe){ 0 };
        row->position = 0;
    }
    for (unsigned i = 0; i < t->entries.layout->hooks; i++)
        if ((t->valid_hooks >> i & 1) && (size_t)t->entry[i] == e->at) {
            row->chain = slice_of(t->entries.layout->hook_names[i]);
            row->hook = maybe_of(i);
            row->position = 0;
        }
}

static int
put_rules(struct xt_table *t)
{
    struct rule_row row = { .net_namespace = t->input->net_namespace,
                            .family = t->entries.layout->family,
                            .table_name = t->name,
                            .chain = { "", 0 } };
    struct xt_entry e;
    size_t at = 0;

    xt_survey(&t->entries);
    for (; xt_take(&t->entries, at, &e); at += e.bytes.len) {
        begin_chain(t, &e, &row);
        if (!xt_is_head(&e) && put_rule(t, &e, &row) != 0)
            return -1;
    }
    if (at == t->entries.bytes.len)
        return 0;
    return t->sink->problem(t->sink->context, t->line, "entry", slice_skip(t->entries.bytes, at));
}

/* "<n>,<n>,...": two words for each hook. */
static void
scan_words(struct scan *s, struct xt_table *t)
{
    for (unsigned i = 0; i < 2 * t->entries.layout->hooks; i++) {
        int64_t *to = i < t->entries.layout->hooks ? &t->entry[i] : &t->policy[i - t->entries.layout->hooks];

        if (i > 0)
            scan_text(s, ",");
        scan_dec(s, "offset", to);
    }
}

/* The line in front of the entries.  *size is 0 if the table could not be read. */
static void
scan_head(struct scan *s, struct xt_table *t, int64_t *size)
{
    struct slice family = { NULL, 0 }, ignored = { NULL, 0 };

    scan_until(s, "family", '\t', &family);
    if (!scan_ok(s))
        return;
    t->entries.layout = xt_layout_of(family);
    if (!t->entries.layout) {
        scan_fail(s, "family", family);
        return;
    }
    scan_until(s, "table", '\t', &t->name);
    if (scan_ok(s) && slice_begins(s->rest, "!")) {
        scan_rest(s, &ignored);
        return;
    }
    scan_dec(s, "hooks", &t->valid_hooks);
    scan_text(s, "\t");
    if (scan_ok(s))
        scan_words(s, t);
    scan_text(s, "\t");
    scan_dec(s, "size", size);
}

/* How many lines begin in the bytes, which may have other bytes than text. */
static size_t
lines_in(struct slice bytes)
{
    size_t lines = 0;

    for (size_t i = 0; i < bytes.len; i++)
        lines += bytes.ptr[i] == '\n';
    return lines;
}

/* Reads a table off `rest`.  Sets *understood to false if nothing behind it can be read.  0, or -1 when the sink says so. */
static int
parse_table(struct xt_table *t, struct slice *rest, bool *understood)
{
    const char *end = memchr(rest->ptr, '\n', rest->len);
    struct scan s = scan_of((struct slice){ rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len });
    struct slice behind = end ? slice_skip(*rest, (size_t)(end - rest->ptr) + 1) : (struct slice){ rest->ptr, 0 };
    int64_t size = 0;
    int result;

    scan_head(&s, t, &size);
    if (scan_ok(&s) && (!end || (uint64_t)size > behind.len))
        scan_fail(&s, "entries", behind);
    *understood = scan_ok(&s) && t->entries.layout;
    if (!*understood)
        return t->sink->problem(t->sink->context, t->line, s.want, s.have);
    t->entries.bytes = (struct slice){ behind.ptr, (size_t)size };
    result = put_rules(t);
    buffer_free(&t->entries.chains);
    *rest = slice_skip(behind, (size_t)size);
    return result;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct slice rest = input->text;
    bool understood = true;
    size_t line = 1;

    while (understood && rest.len > 0) {
        struct xt_table t = {
            .input = input, .sink = sink, .line = line, .entries = { .big_endian = input->big_endian }
        };
        struct slice before = rest;

        if (parse_table(&t, &rest, &understood) != 0)
            return -1;
        line += lines_in((struct slice){ before.ptr, before.len - rest.len });
    }
    return 0;
}

const struct format format_xtables = { .name = "xtables", .parse = parse, .tables = tables };
