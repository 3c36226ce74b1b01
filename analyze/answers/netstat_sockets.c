/*
 * The lists of sockets: tcp_do_one(), udp_do_one(), raw_do_one(), sctp_*_do_one() and unix_do_one() of net-tools' netstat.c.
 */
#include "analyze/answers/holders.h"
#include "analyze/answers/netstat_socket_table.h"
#include "analyze/base/notice.h"
#include "analyze/query/cell.h"
#include "sql.h"

#include <inttypes.h>
#include <stdlib.h>

/* The kinds of netstat_inet.sql, in that order: what netstat calls them, and where it looks for the names of their ports. */
static const struct {
    const char *proto, *services;
} kinds[] = {
    { "tcp", "tcp" },  { "tcp6", "tcp" }, { "sctp", NULL },   { "sctp", NULL }, { "udp", "udp" },
    { "udp6", "udp" }, { "udpl", "udp" }, { "udpl6", "udp" }, { "raw", "raw" }, { "raw6", "raw" },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* The namespace of the row: its number for programs. */
static void
put_namespace(struct sockets *sockets, sqlite3_stmt *row, int column)
{
    const struct netstat_list *list = sockets->list;
    int64_t number = sqlite3_column_int64(row, column);

    sockets->cells[NETNS] = cell_of_column(row, column);
    if (answer_for_people(list->answer))
        for (size_t i = 0; i < list->count; i++)
            if (list->namespaces[i].number == number)
                sockets->cells[NETNS] = cell_of_text(list->namespaces[i].label);
}

/* Who holds it, or for people why nobody does. */
static void
put_holders(struct sockets *sockets, int64_t inode, const char *ownership, const char *kernel_holder)
{
    const char *holders;

    if (!sockets->holders)
        return;
    holders = strcmp(ownership, "owned") == 0 ? holders_of(sockets->holders, inode) : "";
    if (*holders != '\0')
        netstat_table_put(sockets, PROGRAM, xasprintf("%s", holders));
    else if (!answer_for_people(sockets->list->answer))
        netstat_table_put(sockets, PROGRAM, NULL);
    else
        netstat_table_put(sockets, PROGRAM,
                          kernel_holder ? xasprintf("- (%s: %s)", ownership, kernel_holder)
                                        : xasprintf("- (%s)", ownership));
}

/* A port in netstat's way: a name where it wants one, * for none. */
static const char *
port_text(const struct netstat_list *list, unsigned kind, int64_t port, struct netstat_number *number)
{
    const char *services = kinds[kind].services, *name = NULL;

    if (port == 0)
        return "*";
    if (services && !list->netstat->numeric_ports)
        name = strcmp(services, "raw") == 0 ? names_protocol(list->names, port)
                                            : names_service(list->names, port, services);
    if (name)
        return name;
    (void)netstat_number(number, port);
    return number->text;
}

/* An address of IPv4 that is mapped into IPv6 is written as one of IPv4, and has no name; beside names, :: has brackets. */
static const char *
address_text(const struct netstat_list *list, const char *address)
{
    if (strncmp(address, "::ffff:", 7) == 0 && strchr(address, '.'))
        return address + 7;
    if (strcmp(address, "::") == 0)
        return list->netstat->numeric_hosts ? address : "[::]";
    return strcmp(address, "0.0.0.0") == 0 ? address : netstat_host(list, address);
}

/* An end of the socket: one cell for people, two for programs, which get the numbers. */
static void
put_end(struct sockets *sockets, sqlite3_stmt *row, unsigned kind, int address_column, int address_cell)
{
    const struct netstat_list *list = sockets->list;
    const char *address = (const char *)sqlite3_column_text(row, address_column);
    struct netstat_number number;

    if (answer_for_people(list->answer)) {
        netstat_table_put(sockets, address_cell,
                          address
                              ? xasprintf("%s:%s", address_text(list, address),
                                          port_text(list, kind, sqlite3_column_int64(row, address_column + 1), &number))
                              : NULL);
    } else {
        sockets->cells[address_cell] = cell_of_column(row, address_column);
        sockets->cells[address_cell + 1] = cell_of_column(row, address_column + 1);
    }
}

/* "keepalive (7189.98/0/0)": what runs, seconds until it is due, retransmissions, probes. */
static void
put_timer(struct sockets *sockets, sqlite3_stmt *row, unsigned kind, int column)
{
    static const char *const tcp[] = { "off", "on", "keepalive", "timewait", "probe" };
    static const char *const others[] = { "off", "on1", "on2" };
    bool is_tcp = kind < 2;
    int64_t timer = sqlite3_column_int64(row, column), count = is_tcp ? 5 : 3;
    char *unknown = xasprintf("unkn-%" PRId64, timer);
    const char *name = timer >= 0 && timer < count ? (is_tcp ? tcp : others)[timer] : unknown;

    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        netstat_table_put(sockets, TIMER, NULL);
    else
        netstat_table_put(sockets, TIMER,
                          xasprintf("%s (%.2f/%" PRId64 "/%" PRId64 ")", name,
                                    timer == 0 ? 0.0 : sqlite3_column_double(row, column + 1),
                                    (int64_t)sqlite3_column_int64(row, column + 2),
                                    (int64_t)sqlite3_column_int64(row, column + 3)));
    free(unknown);
}

static void
put_user(struct sockets *sockets, sqlite3_stmt *row, int column)
{
    const struct netstat_list *list = sockets->list;
    const char *name = NULL;

    if (answer_for_people(list->answer) && !list->netstat->numeric_users)
        name = names_user(list->names, sqlite3_column_int64(row, column));
    sockets->cells[USER] = name ? cell_of_text(name) : cell_of_column(row, column);
}

/* A row of netstat_inet.sql. */
static int
inet_row(void *context, sqlite3_stmt *row, struct error *error)
{
    enum { KIND, NAMESPACE, SOCKET, UID, OWNER, KERNEL, LOCAL, REMOTE = 8, ST = 10, RECEIVED, SENT, TR };
    struct sockets *sockets = context;
    unsigned kind = (unsigned)sqlite3_column_int(row, KIND);

    sockets->cells[PROTO] = cell_of_text(kinds[kind].proto);
    sockets->cells[RECV_Q] = cell_of_column(row, RECEIVED);
    sockets->cells[SEND_Q] = cell_of_column(row, SENT);
    put_end(sockets, row, kind, LOCAL, LOCAL_ADDRESS);
    put_end(sockets, row, kind, REMOTE, REMOTE_ADDRESS);
    sockets->cells[STATE] = cell_of_column(row, ST);
    put_user(sockets, row, UID);
    sockets->cells[INODE] = cell_of_column(row, SOCKET);
    sockets->cells[OWNERSHIP] = cell_of_column(row, OWNER);
    put_holders(sockets, sqlite3_column_int64(row, SOCKET), (const char *)sqlite3_column_text(row, OWNER),
                (const char *)sqlite3_column_text(row, KERNEL));
    put_timer(sockets, row, kind, TR);
    put_namespace(sockets, row, NAMESPACE);
    return netstat_table_row(sockets, error);
}

/* A row of netstat_unix.sql. */
static int
unix_row(void *context, sqlite3_stmt *row, struct error *error)
{
    enum { NAMESPACE, SOCKET, OWNER, KERNEL, REFERENCES, BITS, KIND, ST, NAME };
    struct sockets *sockets = context;
    int64_t bits = sqlite3_column_int64(row, BITS);

    sockets->cells[PROTO] = cell_of_text("unix");
    sockets->cells[REF_COUNT] = cell_of_column(row, REFERENCES);
    netstat_table_put(
        sockets, FLAGS,
        xasprintf("[ %s%s%s]", bits & 0x10000 ? "ACC " : "", bits & 0x20000 ? "W " : "", bits & 0x40000 ? "N " : ""));
    sockets->cells[TYPE] = cell_of_column(row, KIND);
    sockets->cells[STATE] = cell_of_column(row, ST);
    sockets->cells[INODE] = cell_of_column(row, SOCKET);
    sockets->cells[OWNERSHIP] = cell_of_column(row, OWNER);
    put_holders(sockets, sqlite3_column_int64(row, SOCKET), (const char *)sqlite3_column_text(row, OWNER),
                (const char *)sqlite3_column_text(row, KERNEL));
    sockets->cells[PATH] = cell_of_column(row, NAME);
    put_namespace(sockets, row, NAMESPACE);
    return netstat_table_row(sockets, error);
}

static int64_t
kinds_of(const struct netstat *netstat)
{
    const unsigned wanted[KINDS / 2] = { netstat->tcp, netstat->sctp, netstat->udp, netstat->udplite, netstat->raw };
    int64_t bits = 0;

    for (size_t i = 0; i < KINDS / 2; i++)
        if (wanted[i])
            bits |= (int64_t)((netstat->inet ? 1u : 0u) | (netstat->inet6 ? 2u : 0u)) << (2 * i);
    return bits;
}

static int
print_table(struct sockets *sockets, enum table table, int64_t bits, struct error *error)
{
    static const struct {
        const char *title, *sql;
        int (*row)(void *context, sqlite3_stmt *row, struct error *error);
    } tables[] = {
        [INTERNET] = { "Active Internet connections", NULL, inet_row },
        [UNIX] = { "Active UNIX domain sockets", NULL, unix_row },
    };
    struct netstat_list *list = sockets->list;
    const struct netstat *netstat = list->netstat;
    struct netstat_query query = {
        .sql = table == INTERNET ? sql_netstat_inet : sql_netstat_unix,
        .numbers = { maybe_of(bits),
                     maybe_of(netstat->all         ? 0
                              : netstat->listening ? 1
                                                   : 2),
                     netstat->netns ? maybe_of(list->namespaces[0].number) : (struct maybe){ 0 } },
        .row = tables[table].row,
        .context = sockets,
    };
    char *heading = xasprintf("%s (%s)", tables[table].title,
                              netstat->all         ? "servers and established"
                              : netstat->listening ? "only servers"
                                                   : "w/o servers");
    int rc = answer_heading(list->answer, heading, error);

    free(heading);
    sockets->table = table;
    for (int i = 0; i < COLUMNS; i++)
        netstat_table_put(sockets, i, NULL);
    if (rc || netstat_table_begin(sockets, error) || netstat_query(list, &query, error))
        return -1;
    return answer_end(list->answer, error);
}

/* Sockets without a namespace are in neither table. */
static int
tell_unlisted(void *context, sqlite3_stmt *row, struct error *error)
{
    const struct netstat_list *list = context;
    int64_t count = sqlite3_column_int64(row, 0);

    (void)error;
    if (count > 0)
        notice("netstat: %s: not in the list, since only descriptors show them: %" PRId64
               " sockets without address, which process_open_sockets has with net_namespace 0",
               list->answer->snapshot->title, count);
    return 0;
}

int
netstat_sockets(struct netstat_list *list, struct error *error)
{
    const struct netstat_query unlisted = { .sql = sql_netstat_unlisted, .row = tell_unlisted, .context = list };
    struct sockets sockets = { .list = list };
    int64_t bits = kinds_of(list->netstat);
    int rc = -1;

    if (list->netstat->programs || !answer_for_people(list->answer)) {
        sockets.holders = holders_read(list->answer->db, error);
        if (!sockets.holders)
            return -1;
    }
    if (bits && print_table(&sockets, INTERNET, bits, error))
        goto out;
    if (list->netstat->unix_sockets && print_table(&sockets, UNIX, 0, error))
        goto out;
    rc = list->netstat->all ? netstat_query(list, &unlisted, error) : 0;
out:
    for (int i = 0; i < COLUMNS; i++)
        free(sockets.texts[i]);
    holders_free(sockets.holders);
    return rc;
}
