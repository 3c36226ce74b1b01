/*
 * netstat -ie: ife_print_long() of net-tools' lib/interface.c, which is also what ifconfig prints.
 */
#include "analyze/answers/netstat_interfaces.h"
#include "analyze/base/buffer.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* IFF_*, in the order of net-tools. */
static const struct {
    int64_t bit;
    const char *word;
} words[] = {
    { 0x1, "UP" },           { 0x2, "BROADCAST" },   { 0x4, "DEBUG" },    { 0x8, "LOOPBACK" },
    { 0x10, "POINTOPOINT" }, { 0x20, "NOTRAILERS" }, { 0x40, "RUNNING" }, { 0x80, "NOARP" },
    { 0x100, "PROMISC" },    { 0x200, "ALLMULTI" },  { 0x800, "SLAVE" },  { 0x400, "MASTER" },
    { 0x1000, "MULTICAST" }, { 0x8000, "DYNAMIC" },
};

/* ARPHRD_*, those that net-tools knows and Linux has; `plain` where it prints no address of them. */
static const struct hardware {
    int64_t type;
    const char *name, *title;
    bool plain;
} hardware[] = {
    { 1, "ether", "Ethernet", false },
    { 32, "infiniband", "InfiniBand", false },
    { 512, "ppp", "Point-to-Point Protocol", true },
    { 768, "tunnel", "IPIP Tunnel", true },
    { 772, "loop", "Local Loopback", true },
    { 776, "sit", "IPv6-in-IPv4", true },
};

/* net-tools prints as many bytes of an address of a type that it does not know. */
#define UNKNOWN_BYTES 16

/* An interface that is being printed: a table of one column. */
struct details {
    struct netstat_list *list;
    sqlite3_stmt *row;
};

static const char *
text_of(const struct details *details, enum netstat_interface_column column)
{
    return (const char *)sqlite3_column_text(details->row, (int)column);
}

static int64_t
number_of(const struct details *details, enum netstat_interface_column column)
{
    return sqlite3_column_int64(details->row, (int)column);
}

static bool
is_known(const struct details *details, enum netstat_interface_column column)
{
    return sqlite3_column_type(details->row, (int)column) != SQLITE_NULL;
}

/* Prints a line and frees it. */
static int
print(const struct details *details, struct buffer *line, struct error *error)
{
    struct cell cell = { CELL_TEXT, buffer_slice(line) };
    int rc = answer_row(details->list->answer, &cell, error);

    buffer_free(line);
    return rc;
}

/* Name, flags and MTU: the first line. */
static void
add_title(const struct details *details, struct buffer *text)
{
    int64_t flags = number_of(details, INTERFACE_FLAGS) & UINT16_MAX;
    const char *separator = "";

    buffer_format(text, "%s:", text_of(details, INTERFACE_NAME));
    if (is_known(details, INTERFACE_FLAGS)) {
        buffer_format(text, " flags=%d<", (int16_t)flags);
        for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
            if (flags & words[i].bit) {
                buffer_format(text, "%s%s", separator, words[i].word);
                separator = ",";
            }
        buffer_format(text, ">");
    }
    if (is_known(details, INTERFACE_MTU))
        buffer_format(text, "  mtu %" PRId64, number_of(details, INTERFACE_MTU));
    buffer_add(text, "", 1);
}

static int
print_inet(const struct details *details, struct error *error)
{
    int64_t flags = number_of(details, INTERFACE_FLAGS), bits = number_of(details, INTERFACE_PREFIX_LENGTH);
    struct in_addr mask = { bits > 0 && bits <= 32 ? htonl(UINT32_MAX << (32 - bits)) : 0 };
    struct buffer text = { 0 };
    char netmask[INET_ADDRSTRLEN];

    if (!is_known(details, INTERFACE_INET))
        return 0;
    if (!inet_ntop(AF_INET, &mask, netmask, sizeof(netmask)))
        die("inet_ntop");
    buffer_format(&text, "        inet %s  netmask %s", text_of(details, INTERFACE_INET), netmask);
    if (flags & 0x2)
        buffer_format(&text, "  broadcast %s",
                      is_known(details, INTERFACE_BROADCAST) ? text_of(details, INTERFACE_BROADCAST) : "0.0.0.0");
    if (flags & 0x10)
        buffer_format(&text, "  destination %s", text_of(details, INTERFACE_PEER));
    return print(details, &text, error);
}

static int
print_inet6_line(const struct details *details, sqlite3_stmt *row, struct error *error)
{
    static const struct {
        int64_t bit;
        const char *word;
    } scopes[] = { { 0x20, "link" }, { 0x40, "site" }, { 0x10, "host" } };
    int64_t scope = sqlite3_column_int64(row, 2);
    struct buffer text = { 0 };
    const char *word = "global";

    for (size_t i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++)
        if (scope & scopes[i].bit)
            word = scopes[i].word;
    buffer_format(&text, "        inet6 %s  prefixlen %d  scopeid 0x%x<%s>", (const char *)sqlite3_column_text(row, 0),
                  sqlite3_column_int(row, 1), (unsigned)scope, word);
    return print(details, &text, error);
}

static int
print_inet6(const struct details *details, int64_t namespace, struct error *error)
{
    sqlite3 *db = details->list->answer->db;
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int step;

    if (db_prepare(db, sql_netstat_inet6_addresses, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_number(&bind, namespace);
    bind_text(&bind, slice_of(text_of(details, INTERFACE_NAME)));
    step = bind_run(&bind, error);
    while (step == 1)
        step = print_inet6_line(details, statement, error) ? -1 : db_step(db, statement, error);
    (void)sqlite3_finalize(statement); /* what failed was said */
    return step;
}

/* A hexadecimal digit. */
static char
to_upper(char digit)
{
    return (char)(digit >= 'a' && digit <= 'f' ? digit - 'a' + 'A' : digit);
}

/* An address as net-tools has it of hardware that it does not know. */
static void
add_unknown(struct buffer *text, const char *address)
{
    size_t bytes = 0;

    for (; bytes < UNKNOWN_BYTES; bytes++) {
        bool known = address && address[0] != '\0' && address[1] != '\0';

        buffer_format(text, "%s%c%c", bytes > 0 ? "-" : "", known ? to_upper(address[0]) : '0',
                      known ? to_upper(address[1]) : '0');
        address = known ? address + 2 + (address[2] == ':') : NULL;
    }
}

static int
print_hardware(const struct details *details, struct error *error)
{
    const char *address = text_of(details, INTERFACE_MAC);
    const struct hardware *known = NULL;
    struct buffer text = { 0 };

    if (!is_known(details, INTERFACE_TYPE))
        return 0;
    for (size_t i = 0; i < sizeof(hardware) / sizeof(hardware[0]); i++)
        if (hardware[i].type == number_of(details, INTERFACE_TYPE))
            known = &hardware[i];
    buffer_format(&text, "        %s", known ? known->name : "unspec");
    if (!known) {
        buffer_format(&text, " ");
        add_unknown(&text, address);
    } else if (!known->plain && address) {
        buffer_format(&text, " %s", address);
    }
    if (is_known(details, INTERFACE_QUEUE))
        buffer_format(&text, "  txqueuelen %" PRId64, number_of(details, INTERFACE_QUEUE));
    buffer_format(&text, "  (%s)", known ? known->title : "UNSPEC");
    return print(details, &text, error);
}

/* Packets and bytes of a direction. */
static int
print_traffic(const struct details *details, const char *direction, enum netstat_interface_column packets,
              enum netstat_interface_column bytes, struct error *error)
{
    static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB", "PiB" };
    uint64_t total = (uint64_t)number_of(details, bytes), size = 1, tenths;
    struct buffer text = { 0 };
    size_t unit = 0;

    while (unit + 1 < sizeof(units) / sizeof(units[0]) && total > size * 1024) {
        size *= 1024;
        unit++;
    }
    tenths = total / size * 10 + total % size * 10 / size;
    buffer_format(&text, "        %s packets %" PRIu64 "  bytes %" PRIu64 " (%" PRIu64 ".%" PRIu64 " %s)", direction,
                  (uint64_t)number_of(details, packets), total, tenths / 10, tenths % 10, units[unit]);
    return print(details, &text, error);
}

/* A counter, or a question mark: the dump has not those that only /proc/net/dev has. */
static void
add_counter(const struct details *details, const char *name, enum netstat_interface_column column, struct buffer *text)
{
    if (is_known(details, column))
        buffer_format(text, "%s %" PRIu64, name, (uint64_t)number_of(details, column));
    else
        buffer_format(text, "%s ?", name);
}

static int
print_counters(const struct details *details, struct error *error)
{
    struct buffer received = { 0 }, sent = { 0 };

    if (!is_known(details, INTERFACE_RX_OK))
        return 0; /* an address of an interface that has them already */
    add_counter(details, "        RX errors", INTERFACE_RX_ERRORS, &received);
    add_counter(details, "  dropped", INTERFACE_RX_DROPPED, &received);
    add_counter(details, "  overruns", INTERFACE_RX_OVERRUNS, &received);
    add_counter(details, "  frame", INTERFACE_RX_FRAME, &received);
    if (print_traffic(details, "RX", INTERFACE_RX_OK, INTERFACE_RX_BYTES, error)) {
        buffer_free(&received);
        return -1;
    }
    if (print(details, &received, error))
        return -1;
    add_counter(details, "        TX errors", INTERFACE_TX_ERRORS, &sent);
    add_counter(details, "  dropped", INTERFACE_TX_DROPPED, &sent);
    add_counter(details, " overruns", INTERFACE_TX_OVERRUNS, &sent);
    add_counter(details, "  carrier", INTERFACE_TX_CARRIER, &sent);
    add_counter(details, "  collisions", INTERFACE_COLLISIONS, &sent);
    if (print_traffic(details, "TX", INTERFACE_TX_OK, INTERFACE_TX_BYTES, error)) {
        buffer_free(&sent);
        return -1;
    }
    return print(details, &sent, error);
}

int
netstat_interface_details(struct netstat_list *list, int64_t namespace, sqlite3_stmt *row, struct error *error)
{
    const struct details details = { list, row };
    struct buffer title = { 0 };
    struct answer_column column = { NULL, NULL, { 0 } };
    int rc;

    add_title(&details, &title);
    column.title = title.ptr;
    rc = answer_begin(list->answer, &column, 1, error);
    buffer_free(&title);
    if (rc || print_inet(&details, error) || print_inet6(&details, namespace, error) ||
        print_hardware(&details, error) || print_counters(&details, error))
        return -1;
    return answer_end(list->answer, error);
}
