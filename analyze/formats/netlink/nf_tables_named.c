/*
 * What rules of nf_tables refer to by its name: sets, objects and flowtables.  struct nfgenmsg and NFTA_*, written by nf_tables_fill_set,
 * nf_tables_fill_obj_info and nf_tables_fill_flowtable_info (net/netfilter/nf_tables_api.c).  All numbers are in network order.
 */
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

#include "analyze/base/buffer.h"
#include "analyze/formats/lib/nlmsg.h"

#define MESSAGE(type) (NFNL_SUBSYS_NFTABLES << 8 | (type))
#define END            \
    {                  \
        .kind = NL_END \
    }

struct named_row {
    int64_t net_namespace;
    int64_t family;
    struct slice table_name;
    struct slice kind;
    struct slice name;
    struct maybe handle;
    struct maybe flags;
    struct maybe key_type;
    struct maybe key_bytes;
    struct maybe data_type;
    struct maybe timeout_ms;
    struct maybe object_type;
    struct maybe uses;
    struct maybe packets;
    struct maybe bytes;
    struct maybe hook;
    struct maybe priority;
    struct slice devices;
};

static const struct column columns[] = {
    COLUMN(struct named_row, net_namespace), COLUMN(struct named_row, family),
    COLUMN(struct named_row, table_name),    COLUMN(struct named_row, kind),
    COLUMN(struct named_row, name),          COLUMN(struct named_row, handle),
    COLUMN(struct named_row, flags),         COLUMN(struct named_row, key_type),
    COLUMN(struct named_row, key_bytes),     COLUMN(struct named_row, data_type),
    COLUMN(struct named_row, timeout_ms),    COLUMN(struct named_row, object_type),
    COLUMN(struct named_row, uses),          COLUMN(struct named_row, packets),
    COLUMN(struct named_row, bytes),         COLUMN(struct named_row, hook),
    COLUMN(struct named_row, priority),      COLUMN(struct named_row, devices),
};
static const struct table table = TABLE("nft_named", columns);
static const struct table *const tables[] = { &table, NULL };

#define N(type, encoding, field) NL_NUM(type, encoding, struct named_row, field)
#define V(type, field)           NL_VALUE(type, struct named_row, field)

static const struct nl_field header[] = {
    NL_MEMBER(struct nfgenmsg, nfgen_family, struct named_row, family),
    END,
};

static const struct nl_field set_attributes[] = {
    V(NFTA_SET_TABLE, table_name),
    V(NFTA_SET_NAME, name),
    N(NFTA_SET_FLAGS, NL_BE32, flags),
    N(NFTA_SET_KEY_TYPE, NL_BE32, key_type),
    N(NFTA_SET_KEY_LEN, NL_BE32, key_bytes),
    N(NFTA_SET_DATA_TYPE, NL_BE32, data_type),
    N(NFTA_SET_TIMEOUT, NL_BE64, timeout_ms),
    N(NFTA_SET_HANDLE, NL_BE64, handle),
    END,
};
static const struct nl_layout set_layout = {
    MESSAGE(NFT_MSG_NEWSET), MESSAGE(NFT_MSG_NEWSET), sizeof(struct nfgenmsg), header, set_attributes,
};

static const struct nl_field object_attributes[] = {
    V(NFTA_OBJ_TABLE, table_name),          V(NFTA_OBJ_NAME, name),
    N(NFTA_OBJ_TYPE, NL_BE32, object_type), N(NFTA_OBJ_USE, NL_BE32, uses),
    N(NFTA_OBJ_HANDLE, NL_BE64, handle),    END,
};
static const struct nl_layout object_layout = {
    MESSAGE(NFT_MSG_NEWOBJ), MESSAGE(NFT_MSG_NEWOBJ), sizeof(struct nfgenmsg), header, object_attributes,
};
static const struct nl_field counter[] = {
    N(NFTA_COUNTER_PACKETS, NL_BE64, packets),
    N(NFTA_COUNTER_BYTES, NL_BE64, bytes),
    END,
};

static const struct nl_field flowtable_hook[] = {
    N(NFTA_FLOWTABLE_HOOK_NUM, NL_BE32, hook),
    N(NFTA_FLOWTABLE_HOOK_PRIORITY, NL_BE32 | NL_SIGNED, priority),
    END,
};
static const struct nl_field flowtable_attributes[] = {
    V(NFTA_FLOWTABLE_TABLE, table_name),
    V(NFTA_FLOWTABLE_NAME, name),
    N(NFTA_FLOWTABLE_USE, NL_BE32, uses),
    N(NFTA_FLOWTABLE_HANDLE, NL_BE64, handle),
    N(NFTA_FLOWTABLE_FLAGS, NL_BE32, flags),
    NL_INSIDE(NFTA_FLOWTABLE_HOOK, NL_ATTRIBUTES, flowtable_hook),
    END,
};
static const struct nl_layout flowtable_layout = {
    MESSAGE(NFT_MSG_NEWFLOWTABLE), MESSAGE(NFT_MSG_NEWFLOWTABLE), sizeof(struct nfgenmsg), header, flowtable_attributes,
};

static int
put_object(struct nl_message *m, struct named_row *row)
{
    if (row->object_type.known && row->object_type.value == NFT_OBJECT_COUNTER)
        nl_attributes(m, counter, nl_find(m, m->attributes, NFTA_OBJ_DATA), row);
    return nl_row(m, &table, row);
}

/* Names of the interfaces of a flowtable, joined by commas. */
static int
put_flowtable(struct nl_message *m, struct named_row *row)
{
    struct slice hook = nl_find(m, m->attributes, NFTA_FLOWTABLE_HOOK), list, name;
    struct buffer devices = { 0 };
    unsigned type;
    int result;

    list = hook.ptr ? nl_find(m, hook, NFTA_FLOWTABLE_HOOK_DEVS) : hook;
    while (list.ptr && nl_next(m, &list, &type, &name)) {
        if (type != NFTA_DEVICE_NAME)
            continue;
        name = nl_text(name);
        buffer_add(&devices, ",", devices.len > 0);
        buffer_add(&devices, name.ptr, name.len);
    }
    if (devices.len > 0)
        row->devices = buffer_slice(&devices);
    result = nl_row(m, &table, row);
    buffer_free(&devices);
    return result;
}

static int
parse_message(struct nl_message *m)
{
    struct named_row row = { .net_namespace = m->input->net_namespace };

    if (m->type == MESSAGE(NFT_MSG_NEWOBJ)) {
        row.kind = slice_of("object");
        return nl_decode(m, &object_layout, &row) ? put_object(m, &row) : 0;
    }
    if (m->type == MESSAGE(NFT_MSG_NEWFLOWTABLE)) {
        row.kind = slice_of("flowtable");
        return nl_decode(m, &flowtable_layout, &row) ? put_flowtable(m, &row) : 0;
    }
    row.kind = slice_of("set");
    return nl_decode(m, &set_layout, &row) ? nl_row(m, &table, &row) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_nf_tables_named = {
    .name = "nf_tables_named", .parse = parse, .tables = tables, .never_empty = true
};
