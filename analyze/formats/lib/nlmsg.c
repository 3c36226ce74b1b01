#include "analyze/formats/lib/nlmsg.h"

#include <linux/netlink.h>
#include <stdio.h>

#define HEADER_SIZE    sizeof(struct nlmsghdr)
#define ATTRIBUTE_SIZE sizeof(struct nlattr)

/* NLA_TYPE_MASK as an unsigned number: it removes NLA_F_NESTED and NLA_F_NET_BYTEORDER from a type. */
#define TYPE_MASK 0x3fffU

/* How many bytes a problem quotes, with two digits each; enough for a header. */
#define QUOTE_BYTES 16

/* The length without its padding to four bytes; the padding behind the last one may be missing. */
static struct slice
skip_aligned(struct slice bytes, size_t len)
{
    size_t aligned = (len + 3) & ~(size_t)3;

    return slice_skip(bytes, aligned < bytes.len ? aligned : bytes.len);
}

static uint64_t
read_unsigned(const unsigned char *at, size_t width, bool big_endian)
{
    uint64_t value = 0;

    for (size_t i = 0; i < width; i++)
        value = value << 8 | at[big_endian ? i : width - 1 - i];
    return value;
}

int64_t
nl_number(const struct nl_message *m, const void *bytes, unsigned encoding)
{
    bool big_endian = m->input->big_endian || (encoding & NL_NETWORK) != 0;
    uint64_t value = read_unsigned(bytes, encoding & NL_WIDTH, big_endian);

    return (encoding & NL_SIGNED) != 0 ? (int32_t)(uint32_t)value : (int64_t)value;
}

static void
quote_hex(struct nl_message *m, struct slice bytes)
{
    size_t len = bytes.len < QUOTE_BYTES ? bytes.len : QUOTE_BYTES;

    for (size_t i = 0; i < len; i++) {
        m->have[2 * i] = "0123456789abcdef"[(unsigned char)bytes.ptr[i] >> 4];
        m->have[2 * i + 1] = "0123456789abcdef"[(unsigned char)bytes.ptr[i] & 0xf];
    }
    m->have[2 * len] = '\0';
}

void
nl_fail(struct nl_message *m, const char *want, struct slice have)
{
    if (m->want)
        return;
    m->want = want;
    quote_hex(m, have);
}

static void
fail_number(struct nl_message *m, const char *want, int64_t have)
{
    if (m->want)
        return;
    m->want = want;
    if (snprintf(m->have, sizeof(m->have), "%jd", (intmax_t)have) < 0)
        m->have[0] = '\0';
}

static int
report(const struct nl_message *m)
{
    return m->want ? m->sink->problem(m->sink->context, m->line, m->want, slice_of(m->have)) : 0;
}

int
nl_row(const struct nl_message *m, const struct table *table, const void *record)
{
    return m->sink->row(m->sink->context, table, record, m->line);
}

void
nl_set_ip(struct nl_ip *ip, const void *bytes, size_t len)
{
    ip->ip = (struct blob){ bytes, len };
    if (len != 4 && len != 16)
        return;
    memcpy(ip->room.ip, bytes, len);
    ip->room.ip_len = len;
    address_text(&ip->room);
    ip->text = (struct slice){ ip->room.text, ip->room.text_len };
    ip->ip.ptr = ip->room.ip;
}

bool
nl_set_mac(struct nl_mac *mac, struct slice bytes)
{
    char *at = mac->room;

    if (bytes.len > NL_MAC_MAX)
        return false;
    for (size_t i = 0; i < bytes.len; i++) {
        if (i > 0)
            *at++ = ':';
        *at++ = "0123456789abcdef"[(unsigned char)bytes.ptr[i] >> 4];
        *at++ = "0123456789abcdef"[(unsigned char)bytes.ptr[i] & 0xf];
    }
    mac->text = (struct slice){ mac->room, (size_t)(at - mac->room) };
    return true;
}

static void
put_number(const struct nl_message *m, const struct nl_field *field, struct slice bytes, void *to)
{
    int64_t value = nl_number(m, bytes.ptr, field->number);

    if (field->maybe)
        *(struct maybe *)to = maybe_of(value);
    else
        *(int64_t *)to = value;
}

static void
put_bits(const struct nl_message *m, const struct nl_field *field, struct slice bytes, void *to)
{
    unsigned shift = m->input->big_endian ? 8 - field->first_bit - field->bits : field->first_bit;
    unsigned value = (unsigned char)bytes.ptr[0];

    *(struct maybe *)to = maybe_of(value >> shift & ((1U << field->bits) - 1));
}

struct slice
nl_text(struct slice bytes)
{
    const char *end = memchr(bytes.ptr, '\0', bytes.len);

    return (struct slice){ bytes.ptr, end ? (size_t)(end - bytes.ptr) : bytes.len };
}

/* Puts the value at the beginning of the bytes into the record. */
static void
put_value(struct nl_message *m, const struct nl_field *field, struct slice bytes, void *record)
{
    void *to = (char *)record + field->to;

    if (bytes.len < (field->number & NL_WIDTH)) {
        nl_fail(m, field->name, bytes);
        return;
    }
    switch (field->kind) {
    case NL_END:
        break;
    case NL_NUMBER:
        put_number(m, field, bytes, to);
        break;
    case NL_BIT_FIELD:
        put_bits(m, field, bytes, to);
        break;
    case NL_TEXT:
        *(struct slice *)to = nl_text(bytes);
        break;
    case NL_BYTES:
        *(struct blob *)to = (struct blob){ bytes.ptr, bytes.len };
        break;
    case NL_IP:
        nl_set_ip(to, bytes.ptr, bytes.len);
        break;
    case NL_MAC:
        if (!nl_set_mac(to, bytes))
            nl_fail(m, field->name, bytes);
        break;
    case NL_ATTRIBUTES:
        nl_attributes(m, field->inner, bytes, to);
        break;
    case NL_STRUCT:
        nl_struct(m, field->inner, bytes, to);
        break;
    }
}

bool
nl_next(struct nl_message *m, struct slice *rest, unsigned *type, struct slice *payload)
{
    size_t len;

    if (rest->len == 0)
        return false;
    len = rest->len < ATTRIBUTE_SIZE ? 0 : (size_t)nl_number(m, rest->ptr, NL_U16);
    if (len < ATTRIBUTE_SIZE || len > rest->len) {
        nl_fail(m, "attribute", *rest);
        return false;
    }
    *type = (unsigned)nl_number(m, rest->ptr + offsetof(struct nlattr, nla_type), NL_U16) & TYPE_MASK;
    *payload = (struct slice){ rest->ptr + ATTRIBUTE_SIZE, len - ATTRIBUTE_SIZE };
    *rest = skip_aligned(*rest, len);
    return true;
}

struct slice
nl_find(struct nl_message *m, struct slice attributes, unsigned type)
{
    struct slice payload;
    unsigned found;

    while (nl_next(m, &attributes, &found, &payload)) {
        if (found == type)
            return payload;
    }
    return (struct slice){ NULL, 0 };
}

void
nl_attributes(struct nl_message *m, const struct nl_field *fields, struct slice bytes, void *record)
{
    struct slice payload;
    unsigned type;

    while (nl_next(m, &bytes, &type, &payload)) {
        for (const struct nl_field *field = fields; field->kind != NL_END; field++) {
            if (field->from == type)
                put_value(m, field, payload, record);
        }
    }
}

void
nl_struct(struct nl_message *m, const struct nl_field *fields, struct slice bytes, void *record)
{
    for (const struct nl_field *field = fields; field->kind != NL_END; field++) {
        if (bytes.len >= field->from && bytes.len - field->from >= (field->number & NL_WIDTH))
            put_value(m, field, slice_skip(bytes, field->from), record);
    }
}

bool
nl_decode(struct nl_message *m, const struct nl_layout *layout, void *record)
{
    if (m->type < layout->first_type || m->type > layout->last_type) {
        fail_number(m, "known type of message", m->type);
        return false;
    }
    if (m->payload.len < layout->size) {
        nl_fail(m, "whole message", m->payload);
        return false;
    }
    nl_struct(m, layout->header, m->payload, record);
    m->attributes = skip_aligned(m->payload, layout->size);
    nl_attributes(m, layout->attributes, m->attributes, record);
    return true;
}

/* Takes the next message off `rest`; false when `rest` does not begin with a message. */
static bool
take_message(struct nl_message *m, struct slice *rest)
{
    size_t len = rest->len < HEADER_SIZE ? 0 : (size_t)nl_number(m, rest->ptr, NL_U32);

    if (len < HEADER_SIZE || len > rest->len) {
        nl_fail(m, "netlink message", *rest);
        return false;
    }
    m->type = (unsigned)nl_number(m, rest->ptr + offsetof(struct nlmsghdr, nlmsg_type), NL_U16);
    m->flags = (unsigned)nl_number(m, rest->ptr + offsetof(struct nlmsghdr, nlmsg_flags), NL_U16);
    m->payload = (struct slice){ rest->ptr + HEADER_SIZE, len - HEADER_SIZE };
    *rest = skip_aligned(*rest, len);
    return true;
}

/* What the kernel says about the end of the dump. */
static bool
take_control(struct nl_message *m, bool *ended)
{
    int64_t error;

    if (m->type >= NLMSG_MIN_TYPE)
        return false;
    if (m->type == NLMSG_DONE || m->type == NLMSG_ERROR) {
        *ended = true;
        error = m->payload.len < 4 ? 0 : nl_number(m, m->payload.ptr, NL_S32);
        if (error != 0)
            fail_number(m, "dump without error", error);
    } else if (m->type != NLMSG_NOOP) {
        fail_number(m, "known type of message", m->type);
    }
    return true;
}

int
nl_messages(const struct format_input *input, const struct format_sink *sink, nl_parser *parse)
{
    struct slice rest = input->text;
    bool interrupted = false;
    bool ended = input->text.len == 0; /* nothing was read; the member's state says why */
    bool whole = true;
    size_t line = 0;

    while (rest.len > 0 && whole) {
        struct nl_message m = { .input = input, .sink = sink };

        m.line = ++line;
        whole = take_message(&m, &rest);
        if (whole && (m.flags & NLM_F_DUMP_INTR) != 0 && !interrupted) {
            interrupted = true;
            if (sink->problem(sink->context, line, "dump that nothing interrupted", slice_of("NLM_F_DUMP_INTR")) != 0)
                return -1;
        }
        if (whole && !take_control(&m, &ended) && parse(&m) != 0)
            return -1;
        if (report(&m) != 0)
            return -1;
    }
    if (whole && !ended && !input->continued)
        return sink->problem(sink->context, line, "NLMSG_DONE", slice_of("end of the dump"));
    return 0;
}
