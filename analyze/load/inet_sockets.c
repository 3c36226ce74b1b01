#include "analyze/load/inet_sockets.h"

#include <netinet/in.h>
#include <stdlib.h>

#include "analyze/base/buffer.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/formats/lib/address.h"
#include "analyze/load/flows.h"
#include "analyze/load/inet_fields.h"
#include "analyze/load/words.h"
#include "sql.h"

struct inet_sockets {
    sqlite3 *db;
    struct inet_fields tables[2]; /* text and dump */
    struct inet_merge merge;
    bool pings; /* a row of icmp */
    sqlite3_stmt *insert;
    sqlite3_stmt *held;
};

int
inet_sockets_open(sqlite3 *db, const struct table *text, const struct table *dump, struct inet_sockets **sockets,
                  struct error *error)
{
    struct inet_sockets *s = xmalloc(sizeof(*s));

    *s = (struct inet_sockets){ .db = db };
    *sockets = s;
    if (inet_fields_of(text, false, &s->tables[0], error) == 0 &&
        inet_fields_of(dump, true, &s->tables[1], error) == 0 &&
        db_prepare(db, sql_insert_inet_socket, &s->insert, error) == 0 &&
        db_prepare(db, sql_held_inodes, &s->held, error) == 0)
        return 0;
    inet_sockets_close(s);
    *sockets = NULL;
    return -1;
}

void
inet_sockets_close(struct inet_sockets *sockets)
{
    if (!sockets)
        return;
    inet_sockets_clear(sockets);
    (void)sqlite3_finalize(sockets->insert);
    (void)sqlite3_finalize(sockets->held);
    free(sockets);
}

void
inet_sockets_clear(struct inet_sockets *sockets)
{
    inet_merge_clear(&sockets->merge);
    sockets->pings = false;
}

static bool
is_ping(const struct inet_row *row)
{
    return row->protocol == IPPROTO_ICMP || row->protocol == IPPROTO_ICMPV6;
}

void
inet_sockets_add(struct inet_sockets *sockets, const struct table *table, const void *record, int64_t member_id,
                 int64_t line)
{
    for (size_t i = 0; i < 2; i++) {
        if (sockets->tables[i].table == table) {
            struct inet_row *row = inet_merge_add(&sockets->merge);

            inet_fields_read(&sockets->tables[i], record, row);
            row->key = inet_key(member_id, line);
            sockets->pings |= is_ping(row);
        }
    }
}

/*
 * Marks what a descriptor names.  It is owned, as derive_owners.sql says; that script looks at those that may be collect's own.  Nearly
 * all are held, and to say so here is cheaper than to write each row twice.  Sockets and numbers come in one order.
 */
static int
mark_held(struct inet_sockets *sockets, int64_t snapshot_id, struct inet_socket *list, size_t count,
          struct error *error)
{
    struct bind bind = bind_begin(sockets->held);
    size_t i = 0;
    int more;

    bind_number(&bind, snapshot_id);
    more = bind_run(&bind, error);
    for (; more > 0 && i < count; more = db_step(sockets->db, sockets->held, error)) {
        int64_t inode = sqlite3_column_int64(sockets->held, 0);

        while (i < count && inet_latest(&list[i])->inode < inode)
            i++;
        for (; i < count && inet_latest(&list[i])->inode == inode; i++)
            list[i].seen |= inode != 0 ? INET_DESCRIPTOR : 0;
    }
    (void)sqlite3_reset(sockets->held); /* what failed was said */
    return more < 0 ? -1 : 0;
}

static const char *
type_of(const struct inet_row *row)
{
    switch (row->protocol) {
    case IPPROTO_TCP:
    case WORDS_MPTCP:
        return "stream";
    case IPPROTO_SCTP:
        return "seqpacket";
    case IPPROTO_RAW:
        return "raw";
    default:
        return "dgram";
    }
}

/* Sockets of protocols without connections are connected, or they are not. */
static const char *
state_of(const struct inet_row *row)
{
    switch (row->protocol) {
    case IPPROTO_UDP:
    case IPPROTO_UDPLITE:
    case IPPROTO_RAW:
    case IPPROTO_ICMP:
    case IPPROTO_ICMPV6:
        return row->state == 1 ? "ESTABLISHED" : row->state == 7 ? "UNCONNECTED" : "UNKNOWN";
    default:
        return words_tcp_state(row->state);
    }
}

/* As derive_owners.sql has the reasons. */
static const char *
ownership_of(const struct inet_socket *socket, const struct inet_row *row)
{
    unsigned passes = socket->seen & INET_PASSES;

    if (socket->seen & INET_DESCRIPTOR)
        return "owned";
    if (row->inode != 0)
        return passes == INET_PASSES ? "unexplained" : "race";
    if (row->no_inode)
        return "no_inode";
    if (row->protocol != IPPROTO_TCP && row->protocol != IPPROTO_DCCP && row->protocol != WORDS_MPTCP)
        return "unexplained";
    if (row->state == 6 || row->timer == 3)
        return "time_wait";
    if (row->state == 3 || row->state == 12)
        return "request";
    return row->state == 1 || row->state == 8 ? "not_accepted" : "orphan";
}

static void
bind_word(struct bind *bind, const char *word)
{
    bind_text(bind, slice_of(word));
}

/* The text and the bytes of an address, whose room is the caller's. */
static void
bind_address(struct bind *bind, const unsigned char ip[16], size_t len, struct address *room)
{
    *room = (struct address){ .ip_len = len };
    memcpy(room->ip, ip, sizeof(room->ip));
    address_text(room);
    bind_text(bind, address_as_text(room));
    bind_blob(bind, address_as_blob(room));
}

static void
bind_key(struct bind *bind, const struct inet_row *row)
{
    bind_maybe(bind, (struct maybe){ row, row ? row->key >> 32 : 0 });
    bind_maybe(bind, (struct maybe){ row, row ? row->key & UINT32_MAX : 0 });
}

static struct ip
ip_of(const unsigned char bytes[16], size_t len)
{
    struct ip ip = { .len = len };

    memcpy(ip.bytes, bytes, sizeof(ip.bytes));
    return ip;
}

static void
bind_flow(struct bind *bind, const struct inet_row *row, struct community_id *id)
{
    bool known = flows_id(row->protocol, ip_of(row->local, row->local_len), row->local_port,
                          ip_of(row->remote, row->remote_len), row->remote_port, id);

    bind_text(bind, (struct slice){ known ? id->text : NULL, sizeof(id->text) });
}

static int
insert(struct inet_sockets *sockets, int64_t snapshot_id, const struct inet_socket *socket, struct error *error)
{
    const struct inet_row *row = inet_latest(socket), *dump = socket->dump;
    bool backlog = row->state == 10 && dump; /* a text has none, or not its maximum */
    struct bind bind = bind_begin(sockets->insert);
    struct address local, remote;
    struct community_id id;

    bind_number(&bind, snapshot_id);
    bind_number(&bind, row->net_namespace);
    bind_number(&bind, row->family);
    bind_number(&bind, row->protocol);
    bind_word(&bind, type_of(row));
    bind_word(&bind, state_of(row));
    bind_address(&bind, row->local, row->local_len, &local);
    bind_number(&bind, row->local_port);
    bind_address(&bind, row->remote, row->remote_len, &remote);
    bind_number(&bind, row->remote_port);
    bind_maybe(&bind, (struct maybe){ dump, dump ? dump->interface_index : 0 });
    bind_number(&bind, row->inode);
    bind_maybe(&bind, (struct maybe){ dump, dump ? dump->cookie : 0 });
    bind_maybe(&bind, (struct maybe){ !row->no_uid, row->uid });
    bind_number(&bind, row->recv_q);
    bind_number(&bind, backlog ? dump->send_q : row->send_q);
    bind_word(&bind, words_seen(socket->seen & INET_SEEN));
    bind_word(&bind, ownership_of(socket, row));
    bind_key(&bind, socket->text ? socket->text : dump);
    bind_key(&bind, dump);
    bind_flow(&bind, row, &id);
    return bind_run(&bind, error);
}

/* Those that a text shows last come before those that a dump does, and in either those that their addresses tell apart come last. */
static int
insert_all(struct inet_sockets *sockets, int64_t snapshot_id, const struct inet_socket *list, size_t count,
           struct error *error)
{
    for (int turn = 0; turn < 4; turn++)
        for (size_t i = 0; i < count; i++)
            if ((inet_latest(&list[i]) == list[i].dump) * 2 + list[i].by_address == turn &&
                insert(sockets, snapshot_id, &list[i], error))
                return -1;
    return 0;
}

int
inet_sockets_insert(struct inet_sockets *sockets, int64_t snapshot_id, struct error *error)
{
    size_t count;
    struct inet_socket *list = inet_merge_sockets(&sockets->merge, &count);
    int result = mark_held(sockets, snapshot_id, list, count, error) ||
                         insert_all(sockets, snapshot_id, list, count, error) ||
                         (sockets->pings && db_script(sockets->db, sql_derive_pings, snapshot_id, error))
                     ? -1
                     : 0;

    free(list);
    inet_sockets_clear(sockets);
    return result;
}
