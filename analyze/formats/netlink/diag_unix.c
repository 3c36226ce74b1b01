/*
 * sock_diag of unix sockets: struct unix_diag_msg and UNIX_DIAG_*, written by sk_diag_fill (net/unix/diag.c).
 *
 * Nobody can forge such a message, unlike a row of /proc/net/unix.
 */
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>

#include "analyze/base/decode.h"
#include "analyze/formats/netlink/diag_socket.h"

struct unix_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t family;
    int64_t type;
    int64_t state;
    int64_t inode;
    int64_t cookie;
    struct blob bound_name;
    struct maybe abstract;
    struct slice path;
    struct maybe vfs_inode;
    struct maybe vfs_device;
    struct maybe peer;
    struct maybe rqueue;
    struct maybe wqueue;
    struct diag_skmem skmem;
    struct maybe shutdown;
    struct maybe uid;
};

#define C(field) COLUMN(struct unix_row, field)

static const struct column columns[] = {
    C(net_namespace), C(pass),       C(family),    C(type),
    C(state),         C(inode),      C(cookie),    C(path),
    C(abstract),      C(bound_name), C(vfs_inode), C(vfs_device),
    C(peer),          C(rqueue),     C(wqueue),    DIAG_SKMEM_COLUMNS(struct unix_row, skmem),
    C(shutdown),      C(uid),
};
static const struct table table = TABLE("diag_unix", columns);

/* A client that waits to be accepted. */
struct waiting_row {
    int64_t ordinal;
    int64_t net_namespace;
    struct slice pass;
    int64_t listener_inode;
    int64_t client_inode;
};

static const struct column waiting_columns[] = {
    COLUMN(struct waiting_row, ordinal),      COLUMN(struct waiting_row, net_namespace),
    COLUMN(struct waiting_row, pass),         COLUMN(struct waiting_row, listener_inode),
    COLUMN(struct waiting_row, client_inode),
};
static const struct table waiting_table = TABLE("diag_unix_waiting", waiting_columns);

static const struct table *const tables[] = { &table, &waiting_table, NULL };

#define M(member, field)            NL_MEMBER(struct unix_diag_msg, member, struct unix_row, field)
#define N(type, encoding, field)    NL_NUM(type, encoding, struct unix_row, field)
#define S(structure, member, field) NL_MEMBER(structure, member, struct unix_row, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field header[] = {
    M(udiag_family, family), M(udiag_type, type), M(udiag_state, state), M(udiag_ino, inode), END,
};
static const struct nl_field vfs[] = {
    S(struct unix_diag_vfs, udiag_vfs_ino, vfs_inode),
    S(struct unix_diag_vfs, udiag_vfs_dev, vfs_device),
    END,
};
static const struct nl_field rqlen[] = {
    S(struct unix_diag_rqlen, udiag_rqueue, rqueue),
    S(struct unix_diag_rqlen, udiag_wqueue, wqueue),
    END,
};
static const struct nl_field attributes[] = {
    NL_VALUE(UNIX_DIAG_NAME, struct unix_row, bound_name),
    NL_INSIDE(UNIX_DIAG_VFS, NL_STRUCT, vfs),
    N(UNIX_DIAG_PEER, NL_U32, peer),
    NL_INSIDE(UNIX_DIAG_RQLEN, NL_STRUCT, rqlen),
    NL_INSIDE_TO(UNIX_DIAG_MEMINFO, NL_STRUCT, diag_skmem_fields, struct unix_row, skmem),
    N(UNIX_DIAG_SHUTDOWN, NL_U8, shutdown),
    N(UNIX_DIAG_UID, NL_U32, uid),
    END,
};
static const struct nl_layout layout = {
    SOCK_DIAG_BY_FAMILY, SOCK_DIAG_BY_FAMILY, sizeof(struct unix_diag_msg), header, attributes,
};

/* A name in the file system ends at its NUL.  An abstract one begins with a NUL and may have more of them. */
static void
take_name(struct unix_row *row, struct decoder *decoder)
{
    struct slice name = { row->bound_name.ptr, row->bound_name.len };

    if (name.len == 0)
        return;
    row->abstract = maybe_of(name.ptr[0] == '\0');
    row->path = row->abstract.value ? decode_abstract(decoder, name) : nl_text(name);
    row->bound_name.len = row->path.len;
}

/* UNIX_DIAG_ICONS: the inodes of the clients that connected, 0 for a client that is gone. */
static int
parse_waiting(struct nl_message *m, const struct unix_row *listener)
{
    struct slice icons = nl_find(m, m->attributes, UNIX_DIAG_ICONS);
    struct waiting_row row = {
        .net_namespace = m->input->net_namespace,
        .pass = m->input->pass,
        .listener_inode = listener->inode,
    };

    for (; icons.len >= 4; icons = slice_skip(icons, 4)) {
        row.ordinal++;
        row.client_inode = nl_number(m, icons.ptr, NL_U32);
        if (nl_row(m, &waiting_table, &row) != 0)
            return -1;
    }
    return 0;
}

static int
parse_message(struct nl_message *m)
{
    struct unix_row row = { .net_namespace = m->input->net_namespace, .pass = m->input->pass };
    struct decoder decoder = { .room = m->payload.len, .most = m->input->text_most };
    int result;

    if (!nl_decode(m, &layout, &row))
        return 0;
    row.cookie = diag_cookie(m, offsetof(struct unix_diag_msg, udiag_cookie));
    take_name(&row, &decoder);
    result = nl_row(m, &table, &row);
    decoder_free(&decoder);
    return result == 0 ? parse_waiting(m, &row) : -1;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return nl_messages(input, sink, parse_message);
}

const struct format format_diag_unix = { .name = "diag_unix", .parse = parse, .tables = tables, .never_empty = true };
