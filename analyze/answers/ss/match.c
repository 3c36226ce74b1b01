/*
 * Whether a socket meets a condition: run_ssfilter() of misc/ss.c, and for prefixes what the kernel does with the same filter
 * (inet_diag_bc_run() in net/ipv4/inet_diag.c), which also looks at the family.
 */
#include "analyze/answers/ss/condition.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static bool
bits_are(const unsigned char *address, const struct ss_prefix *prefix)
{
    unsigned whole = prefix->bits / 8, rest = prefix->bits % 8;

    return memcmp(address, prefix->bytes, whole) == 0 &&
           (rest == 0 || ((address[whole] ^ prefix->bytes[whole]) >> (8 - rest)) == 0);
}

/* An IPv4 address that is mapped into IPv6 is in the prefixes of IPv4. */
static bool
is_in_prefix(const struct ss_row *row, enum ss_column column, const struct ss_prefix *prefix)
{
    static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
    const unsigned char *ip = sqlite3_column_blob(row->columns, (int)column);
    size_t size = (size_t)sqlite3_column_bytes(row->columns, (int)column);

    if (row->family != AF_INET && row->family != AF_INET6)
        return false;
    if (size == prefix->size)
        return bits_are(ip, prefix);
    return size == 16 && prefix->size == 4 && memcmp(ip, mapped, sizeof(mapped)) == 0 &&
           bits_are(ip + sizeof(mapped), prefix);
}

static bool
is_in_prefixes(const struct ss_condition *condition, const struct ss_row *row)
{
    for (size_t i = 0; i < condition->prefix_count; i++)
        if (is_in_prefix(row, condition->remote ? COLUMN_REMOTE_IP : COLUMN_LOCAL_IP, &condition->prefixes[i]))
            return true;
    return condition->prefix_count == 0;
}

/* The address of a packet, netlink or vsock socket as a number; that of their peers is 0, except for vsock. */
static int64_t
address_number(const struct ss_row *row, bool remote)
{
    if (row->family == AF_VSOCK)
        return ss_number(row, remote ? COLUMN_REMOTE_ADDRESS : COLUMN_LOCAL_ADDRESS);
    return remote ? 0 : ss_number(row, COLUMN_PROTOCOL);
}

/* A unix socket's peer has no name in the dumps that ss asks for. */
static bool
matches_path(const struct ss_condition *condition, const struct ss_row *row)
{
    const char *path = condition->remote || row->family != AF_UNIX ? NULL : ss_text(row, COLUMN_PATH);

    return fnmatch(condition->pattern, path ? path : "", FNM_CASEFOLD) == 0;
}

static int64_t
port_of(const struct ss_condition *condition, const struct ss_row *row)
{
    return condition->remote ? row->remote_port : row->local_port;
}

static bool
matches_device(const struct ss_condition *condition, const struct ss_row *row)
{
    const char *name = ss_text(row, COLUMN_INTERFACE_NAME);

    if (condition->pattern)
        return name && strcmp(name, condition->pattern) == 0;
    return ss_number(row, COLUMN_INTERFACE_INDEX) == condition->port.value;
}

static bool
matches_host(const struct ss_condition *condition, const struct ss_row *row)
{
    if (condition->family == AF_UNIX)
        return matches_path(condition, row);
    if (condition->pattern && (condition->remote || !matches_device(condition, row))) /* the port of a packet socket */
        return false;
    if (condition->port.known && condition->port.value != port_of(condition, row))
        return false;
    if (condition->address.known &&
        (row->family != condition->family || address_number(row, condition->remote) != condition->address.value))
        return false;
    return is_in_prefixes(condition, row);
}

static bool
matches_port_at_least(const struct ss_condition *condition, const struct ss_row *row)
{
    return port_of(condition, row) >= condition->port.value;
}

static bool
matches_port_at_most(const struct ss_condition *condition, const struct ss_row *row)
{
    return port_of(condition, row) <= condition->port.value;
}

static bool
matches_mark(const struct ss_condition *condition, const struct ss_row *row)
{
    return (row->mark & condition->mask) == condition->number;
}

static bool
matches_cgroup(const struct ss_condition *condition, const struct ss_row *row)
{
    return row->cgroup == condition->number;
}

/* The kernel's own name for a unix socket: five hexadecimal digits behind a NUL (net/unix/af_unix.c, unix_autobind). */
static bool
is_autobound_path(const char *path)
{
    return !path || (path[0] == '@' && strlen(path) == 6 && strspn(path + 1, "0123456789abcdef") == 5);
}

static bool
matches_autobound(const struct ss_condition *condition, const struct ss_row *row)
{
    switch (row->family) {
    case AF_UNIX:
        return is_autobound_path(ss_text(row, COLUMN_PATH));
    case AF_PACKET:
        return row->local_port == 0 && ss_number(row, COLUMN_PROTOCOL) == 0;
    case AF_NETLINK:
        return row->local_port < 0;
    case AF_VSOCK:
        return row->local_port > 1023;
    default:
        return row->local_port >= condition->number && row->local_port <= condition->mask;
    }
}

bool
ss_condition_matches(const struct ss_condition *condition, const struct ss_row *row)
{
    static bool (*const matches[])(const struct ss_condition *, const struct ss_row *) = {
        [SS_TEST_HOST] = matches_host,
        [SS_TEST_AT_LEAST] = matches_port_at_least,
        [SS_TEST_AT_MOST] = matches_port_at_most,
        [SS_TEST_DEVICE] = matches_device,
        [SS_TEST_MARK] = matches_mark,
        [SS_TEST_CGROUP] = matches_cgroup,
        [SS_TEST_AUTOBOUND] = matches_autobound,
    };

    return matches[condition->test](condition, row);
}

void
ss_condition_free(struct ss_condition *condition)
{
    free(condition->pattern);
    free(condition->prefixes);
}
