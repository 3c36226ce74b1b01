/*
 * Netlink messages of the captured kernel: nlmsghdr and nlattr as netlink(7) and include/net/netlink.h of the kernel
 * lay them out, in the byte order of the captured host.
 *
 * How a message becomes a record is data: lists of fields, each naming where a value stands (an attribute's type, or an
 * offset in a structure), how it is encoded, and which field of the record takes it.  Decoding never reads past what is
 * there and never casts to a structure, so neither the byte order nor the compiler of this machine matters; the
 * structures of these messages have the same layout on 32-bit and 64-bit kernels.
 *
 * A structure that is shorter than we know (an older kernel) leaves the rest of the record NULL; one that is longer,
 * and attributes that are not listed (a newer kernel), are read over.  The first thing of a message that is malformed
 * is kept, as in scan.h, and becomes one problem; what else was understood still makes the row.
 */
#ifndef ANALYZE_FORMATS_LIB_NLMSG_H
#define ANALYZE_FORMATS_LIB_NLMSG_H

#include "analyze/base/format.h"
#include "analyze/formats/lib/address.h"

/* MAX_ADDR_LEN of the kernel: the longest link-layer address. */
#define NL_MAC_MAX 32

/* An address in a record: its two columns, and the room for them.  The columns are NULL while there is none. */
struct nl_ip {
    struct slice text; /* NULL when it is neither IPv4 nor IPv6 */
    struct blob ip;
    struct address room;
};

/* A link-layer address in a record, as `02:00:5e:10:00:01`. */
struct nl_mac {
    struct slice text;
    char room[3 * NL_MAC_MAX];
};

struct nl_message {
    const struct format_input *input;
    const struct format_sink *sink;
    size_t line; /* ordinal of the message in the member, from 1 */
    unsigned type;
    unsigned flags;
    struct slice payload;    /* the bytes behind the nlmsghdr */
    struct slice attributes; /* behind the fixed part; set by nl_decode */
    const char *want;        /* NULL while all is well */
    char have[40];           /* what there was instead: bytes in hex, or a number */
};

/* Encodings of numbers: bytes, and what is not plain host order. */
enum nl_number {
    NL_WIDTH = 0xf,
    NL_SIGNED = 0x10,
    NL_NETWORK = 0x20,
    NL_U8 = 1,
    NL_U16 = 2,
    NL_U32 = 4,
    NL_U64 = 8, /* one above INT64_MAX comes out negative: ~0 as -1 */
    NL_S32 = 4 | NL_SIGNED,
    NL_BE16 = 2 | NL_NETWORK,
    NL_BE32 = 4 | NL_NETWORK,
    NL_BE64 = 8 | NL_NETWORK,
};

enum nl_kind {
    NL_END,        /* ends a list */
    NL_NUMBER,     /* int64_t or struct maybe */
    NL_BIT_FIELD,  /* struct maybe */
    NL_TEXT,       /* struct slice: up to the first NUL or the end */
    NL_BYTES,      /* struct blob */
    NL_IP,         /* struct nl_ip */
    NL_MAC,        /* struct nl_mac */
    NL_ATTRIBUTES, /* attributes inside the attribute, with a list of their own */
    NL_STRUCT,     /* a structure inside the attribute, with a list of its own */
};

struct nl_field {
    const char *name; /* for the text of problems */
    enum nl_kind kind;
    unsigned from;   /* type of the attribute, or offset in the structure */
    unsigned number; /* enum nl_number */
    bool maybe;
    unsigned first_bit; /* of a bit field, in the order of declaration */
    unsigned bits;
    size_t to;                    /* offset in the record */
    const struct nl_field *inner; /* NL_ATTRIBUTES, NL_STRUCT: their `to` counts from this field's */
};

/* A number.  `from` is the type of an attribute or an offset. */
#define NL_NUM(type, encoding, record, field)                                              \
    {                                                                                      \
        .name = #field, .kind = NL_NUMBER, .from = (type), .number = (unsigned)(encoding), \
        .maybe = _Generic(((record *)0)->field, int64_t                                    \
                          : false, struct maybe                                            \
                          : true),                                                         \
        .to = offsetof(record, field),                                                     \
    }

/* An unsigned number in host order; its offset and size are those of a member of a structure in the kernel's headers. */
#define NL_MEMBER(structure, member, record, field) \
    NL_NUM(offsetof(structure, member), sizeof(((structure *)0)->member), record, field)

/* Text, bytes or an address, as the type of the record's field says. */
#define NL_VALUE(type, record, field)                       \
    {                                                       \
        .name = #field,                                     \
        .kind = _Generic(((record *)0)->field, struct slice \
                         : NL_TEXT, struct blob             \
                         : NL_BYTES, struct nl_ip           \
                         : NL_IP, struct nl_mac             \
                         : NL_MAC),                         \
        .from = (type), .to = offsetof(record, field),      \
    }

/*
 * A C bit field of a byte: the first one declared is the lowest on little-endian machines, the highest on big-endian
 * ones.
 */
#define NL_BITS(offset, first, count, record, field)                                                   \
    {                                                                                                  \
        .name = #field, .kind = NL_BIT_FIELD, .from = (offset), .number = NL_U8, .first_bit = (first), \
        .bits = (count), .to = offsetof(record, field),                                                \
    }

/* Attributes or a structure inside an attribute; `list` names fields of the record, or of its part `field`. */
#define NL_INSIDE(type, how, list)                                    \
    {                                                                 \
        .name = #type, .kind = (how), .from = (type), .inner = (list) \
    }
#define NL_INSIDE_TO(type, how, list, record, field)                                                   \
    {                                                                                                  \
        .name = #field, .kind = (how), .from = (type), .to = offsetof(record, field), .inner = (list), \
    }

/* Columns with another name than their field; columns of a structure inside the record; columns of addresses. */
#define NL_COLUMN_TYPE(record, field)       \
    _Generic(((record *)0)->field, int64_t  \
             : COLUMN_INTEGER, struct maybe \
             : COLUMN_MAYBE, struct slice   \
             : COLUMN_TEXT, struct blob     \
             : COLUMN_BLOB)
#define NL_COLUMN(column, record, field)                               \
    {                                                                  \
        column, offsetof(record, field), NL_COLUMN_TYPE(record, field) \
    }
#define NL_COLUMN_IN(column, record, field, part, member)                                      \
    {                                                                                          \
        column, offsetof(record, field) + offsetof(part, member), NL_COLUMN_TYPE(part, member) \
    }
#define NL_IP_COLUMNS_AT(prefix, at)                                        \
    { prefix "address", (at) + offsetof(struct nl_ip, text), COLUMN_TEXT }, \
    {                                                                       \
        prefix "ip", (at) + offsetof(struct nl_ip, ip), COLUMN_BLOB         \
    }
#define NL_IP_COLUMNS(prefix, record, field) NL_IP_COLUMNS_AT(prefix, offsetof(record, field))
#define NL_MAC_COLUMN(record, field)         NL_COLUMN_IN(#field, record, field, struct nl_mac, text)

/* What a kind of message is made of. */
struct nl_layout {
    unsigned first_type; /* nlmsg_type of the messages */
    unsigned last_type;
    size_t size;                       /* of the fixed part */
    const struct nl_field *header;     /* of the fixed part */
    const struct nl_field *attributes; /* of the attributes behind it */
};

/* Hands on the rows of one message.  0, or -1 when the sink says so. */
typedef int nl_parser(struct nl_message *m);

/*
 * Calls parse for each message of the dump but NLMSG_NOOP, NLMSG_DONE and NLMSG_ERROR, and reports as problems: the
 * message that parse marked with nl_fail, errors of the kernel, a dump that something interrupted (NLM_F_DUMP_INTR;
 * once), and one that was cut.  0, or -1 when the sink says so.
 */
int nl_messages(const struct format_input *input, const struct format_sink *sink, nl_parser *parse);

/*
 * Decodes the message into the record.  False when there can be no row of it: the type is another, or the fixed part
 * cut.
 */
bool nl_decode(struct nl_message *m, const struct nl_layout *layout, void *record);

/* Decodes attributes, or a structure that takes up all of the bytes. */
void nl_attributes(struct nl_message *m, const struct nl_field *fields, struct slice bytes, void *record);
void nl_struct(struct nl_message *m, const struct nl_field *fields, struct slice bytes, void *record);

/*
 * Takes the next attribute off `rest`: its type without flags, and its payload.  False at the end, also at a malformed
 * one.
 */
bool nl_next(struct nl_message *m, struct slice *rest, unsigned *type, struct slice *payload);

/* The payload of the first attribute of that type; ptr NULL when there is none. */
struct slice nl_find(struct nl_message *m, struct slice attributes, unsigned type);

/* The number at the beginning of the bytes, which must be at least as many as the number needs. */
int64_t nl_number(const struct nl_message *m, const void *bytes, unsigned encoding);

/* Puts an address of any number of bytes into a record; borrows the bytes when they are neither 4 nor 16. */
void nl_set_ip(struct nl_ip *ip, const void *bytes, size_t len);

/* Puts a link-layer address into a record; false when it is longer than MAX_ADDR_LEN. */
bool nl_set_mac(struct nl_mac *mac, struct slice bytes);

/* The text at the beginning of the bytes: up to the first NUL, or all of them. */
struct slice nl_text(struct slice bytes);

/* Marks the message as not understood, unless it is already. */
void nl_fail(struct nl_message *m, const char *want, struct slice have);

/* Hands on a row. */
int nl_row(const struct nl_message *m, const struct table *table, const void *record);

#endif
