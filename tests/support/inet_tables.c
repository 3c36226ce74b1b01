#include "tests/support/inet_tables.h"

#include "analyze/load/inet_sockets.h"
#include "tests/support/test.h"

/* Of either table, in the order of both statements below. */
struct record {
    int64_t net_namespace;
    struct slice pass;
    int64_t family;
    int64_t protocol;
    struct blob local_ip;
    int64_t local_port;
    struct blob remote_ip;
    int64_t remote_port;
    int64_t state;
    int64_t timer;
    int64_t recv_q;
    int64_t send_q;
    struct maybe uid; /* a text may end before it, a dump not */
    struct maybe inode;
    int64_t interface_index;
    int64_t cookie;
};

#define C(field) COLUMN(struct record, field)
#define NAMED(name, field)                                   \
    {                                                        \
        name, offsetof(struct record, field), COLUMN_INTEGER \
    }
#define COMMON \
    C(net_namespace), C(pass), C(family), C(protocol), C(local_ip), C(local_port), C(remote_ip), C(remote_port)

static const struct column text_columns[] = {
    COMMON, NAMED("st", state), C(timer), NAMED("rx_queue", recv_q), NAMED("tx_queue", send_q), C(uid), C(inode),
};
static const struct column dump_columns[] = {
    COMMON,
    C(state),
    C(timer),
    NAMED("rqueue", recv_q),
    NAMED("wqueue", send_q),
    NAMED("uid", uid.value),
    NAMED("inode", inode.value),
    C(interface_index),
    C(cookie),
};
static const struct table text = TABLE("proc_net_inet", text_columns);
static const struct table dump = TABLE("diag_inet", dump_columns);

static struct blob
blob_at(sqlite3_stmt *row, int column)
{
    return (struct blob){ sqlite3_column_blob(row, column), (size_t)sqlite3_column_bytes(row, column) };
}

static struct maybe
maybe_at(sqlite3_stmt *row, int column)
{
    return (struct maybe){ sqlite3_column_type(row, column) != SQLITE_NULL, sqlite3_column_int64(row, column) };
}

static void
add(struct inet_sockets *sockets, const struct table *table, sqlite3_stmt *row)
{
    struct record record = {
        .net_namespace = sqlite3_column_int64(row, 2),
        .pass = slice_of((const char *)sqlite3_column_text(row, 3)),
        .family = sqlite3_column_int64(row, 4),
        .protocol = sqlite3_column_int64(row, 5),
        .local_ip = blob_at(row, 6),
        .local_port = sqlite3_column_int64(row, 7),
        .remote_ip = blob_at(row, 8),
        .remote_port = sqlite3_column_int64(row, 9),
        .state = sqlite3_column_int64(row, 10),
        .timer = sqlite3_column_int64(row, 11),
        .recv_q = sqlite3_column_int64(row, 12),
        .send_q = sqlite3_column_int64(row, 13),
        .uid = maybe_at(row, 14),
        .inode = maybe_at(row, 15),
        .interface_index = sqlite3_column_int64(row, 16),
        .cookie = sqlite3_column_int64(row, 17),
    };

    inet_sockets_add(sockets, table, &record, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1));
}

static void
add_table(struct inet_sockets *sockets, const struct table *table, sqlite3 *db, const char *sql, int64_t snapshot_id)
{
    sqlite3_stmt *rows;
    int step;

    if (sqlite3_prepare_v2(db, sql, -1, &rows, NULL) || sqlite3_bind_int64(rows, 1, snapshot_id))
        fail_msg("%s", sqlite3_errmsg(db));
    while ((step = sqlite3_step(rows)) == SQLITE_ROW)
        add(sockets, table, rows);
    assert_int_equal(step, SQLITE_DONE);
    assert_int_equal(sqlite3_finalize(rows), SQLITE_OK);
}

void
inet_tables_derive(sqlite3 *db, int64_t snapshot_id)
{
    struct inet_sockets *sockets;
    struct error error = { 0 };

    assert_int_equal(inet_sockets_open(db, &text, &dump, &sockets, &error), 0);
    add_table(
        sockets, &text, db,
        "SELECT member_id, line, net_namespace, pass, family, protocol, local_ip, local_port, remote_ip, remote_port,"
        " st, timer, rx_queue, tx_queue, uid, inode, 0, 0 FROM proc_net_inet WHERE snapshot_id = ?1",
        snapshot_id);
    add_table(
        sockets, &dump, db,
        "SELECT member_id, line, net_namespace, pass, family, protocol, local_ip, local_port, remote_ip, remote_port,"
        " state, timer, rqueue, wqueue, uid, inode, interface_index, cookie FROM diag_inet WHERE snapshot_id = ?1",
        snapshot_id);
    if (inet_sockets_insert(sockets, snapshot_id, &error))
        fail_msg("%s", error.text);
    inet_sockets_close(sockets);
}
