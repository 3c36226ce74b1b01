/*
 * Reads the values of conditions: parse_hostcond() and its like in misc/ss.c.  Names are those of the snapshot.
 */
#include "analyze/answers/ss/value.h"
#include "analyze/answers/ss/protocols.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define PORT_MAX 65535

bool
ss_read_number(const char *text, int64_t max, int64_t *number)
{
    char *end;
    long long value;

    if (*text < '0' || *text > '9') /* strtoll() takes spaces and signs */
        return false;
    errno = 0;
    value = strtoll(text, &end, 0);
    if (*end != '\0' || errno != 0 || value > max)
        return false;
    *number = value;
    return true;
}

int
ss_ask(const struct ss_reader *reader, const char *sql, const char *first, const char *second, char **why,
       void (*take)(void *context, sqlite3_stmt *row), void *context)
{
    struct error error = { 0 };
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int step = -1;

    if (db_prepare(reader->db, sql, &statement, &error) == 0) {
        bind = bind_begin(statement);
        bind_text(&bind, slice_of(first));
        if (second)
            bind_text(&bind, slice_of(second));
        while ((step = bind_run(&bind, &error)) == 1)
            take(context, statement);
    }
    sqlite3_finalize(statement);
    if (step < 0)
        *why = xasprintf("%s", error.text ? error.text : "SQLite failed");
    error_clear(&error);
    return step;
}

bool
ss_is_any(const char *text)
{
    return *text == '\0' || strcmp(text, "*") == 0;
}

static char *
read_unix(struct ss_condition *condition, const struct ss_reader *reader, char *address, bool is_port, int only)
{
    (void)reader;
    (void)only;
    if (is_port)
        return xasprintf("a unix socket has no port: use src PATTERN");
    condition->family = AF_UNIX;
    condition->pattern = xstrndup(address, strlen(address));
    return NULL;
}

/* ADDRESS:PORT of the other families, where either may be empty or an asterisk.  Returns the port, NULL for any; address likewise. */
static char *
split_at_colon(char **address, bool is_port)
{
    char *port = is_port ? *address : strchr(*address, ':');

    if (port && *port == ':')
        *port++ = '\0';
    if (is_port || ss_is_any(*address))
        *address = NULL;
    return port && !ss_is_any(port) ? port : NULL;
}

static char *
read_packet(struct ss_condition *condition, const struct ss_reader *reader, char *address, bool is_port, int only)
{
    char *port = split_at_colon(&address, is_port);

    (void)only;
    condition->family = AF_PACKET;
    if (address) {
        condition->address = maybe_of(0);
        if (!ss_ethernet_number(address, &condition->address.value) &&
            !ss_read_number(address, PORT_MAX, &condition->address.value))
            return xasprintf("\"%s\" is no protocol of ethernet", address);
    }
    if (!port)
        return NULL;
    condition->port.known = ss_read_number(port, UINT32_MAX, &condition->port.value);
    return condition->port.known ? NULL : ss_read_device(condition, reader, port);
}

static char *
read_netlink(struct ss_condition *condition, const struct ss_reader *reader, char *address, bool is_port, int only)
{
    char *port = split_at_colon(&address, is_port);
    int64_t sign = port && *port == '-' ? -1 : 1;

    (void)reader;
    (void)only;
    condition->family = AF_NETLINK;
    if (address) {
        condition->address = maybe_of(0);
        if (!ss_netlink_number(address, &condition->address.value) &&
            !ss_read_number(address, 255, &condition->address.value))
            return xasprintf("\"%s\" is no protocol of netlink", address);
    }
    if (!port)
        return NULL;
    condition->port = maybe_of(0);
    if (strcmp(port, "kernel") != 0 && !ss_read_number(port + (sign < 0), UINT32_MAX, &condition->port.value))
        return xasprintf("\"%s\" is no port of netlink: a number, or kernel", port);
    condition->port.value *= sign;
    return NULL;
}

static char *
read_vsock(struct ss_condition *condition, const struct ss_reader *reader, char *address, bool is_port, int only)
{
    char *port = split_at_colon(&address, is_port);

    (void)reader;
    (void)only;
    condition->family = AF_VSOCK;
    condition->address.known = address != NULL;
    if (address && !ss_read_number(address, UINT32_MAX, &condition->address.value))
        return xasprintf("\"%s\" is no context id of vsock", address);
    condition->port.known = port != NULL;
    if (port && !ss_read_number(port, UINT32_MAX, &condition->port.value))
        return xasprintf("\"%s\" is no port of vsock", port);
    return NULL;
}

static const struct {
    const char *prefix;
    int family;
    char *(*read)(struct ss_condition *condition, const struct ss_reader *reader, char *address, bool is_port,
                  int only);
} families[] = {
    { "unix:", AF_UNIX, read_unix },    { "link:", AF_PACKET, read_packet }, { "netlink:", AF_NETLINK, read_netlink },
    { "vsock:", AF_VSOCK, read_vsock }, { "inet:", AF_INET, ss_read_inet },  { "inet6:", AF_INET6, ss_read_inet },
};

#define FAMILIES (sizeof(families) / sizeof(families[0]))

char *
ss_read_host(struct ss_condition *condition, const struct ss_reader *reader, const char *value, bool is_port)
{
    struct ss_selection *selection = reader->selection;
    int family = selection->preferred;
    char *text, *why;
    size_t i, skip = 0;

    for (i = 0; i < FAMILIES && skip == 0; i++) {
        if (strncmp(value, families[i].prefix, strlen(families[i].prefix)) != 0)
            continue;
        family = families[i].family;
        skip = strlen(families[i].prefix);
    }
    for (i = 0; i < FAMILIES && families[i].family != family; i++)
        continue;
    text = xstrndup(value + skip, strlen(value + skip));
    why = i < FAMILIES ? families[i].read(condition, reader, text, is_port, family)
                       : ss_read_inet(condition, reader, text, is_port, 0);
    free(text);
    if (!why && family != 0) { /* only sockets of that family can match */
        selection->families = SS_FAMILY(family);
        selection->preferred = family;
    }
    return why;
}

static void
take_name(void *context, sqlite3_stmt *row)
{
    char **name = context;
    const char *text = (const char *)sqlite3_column_text(row, 0);

    if (!*name && text)
        *name = xstrndup(text, strlen(text));
}

char *
ss_read_device(struct ss_condition *condition, const struct ss_reader *reader, const char *value)
{
    char *why = NULL;

    if (ss_ask(reader, sql_ss_interface, value, NULL, &why, take_name, &condition->pattern) < 0)
        return why;
    if (condition->pattern)
        return NULL;
    condition->port.known = ss_read_number(value, UINT32_MAX, &condition->port.value);
    return condition->port.known ? NULL
                                 : xasprintf("the snapshot has no network interface \"%s\", and it is no index", value);
}

char *
ss_read_mark(struct ss_condition *condition, const struct ss_reader *reader, const char *value)
{
    size_t len = strcspn(value, "/");
    char *mark = xstrndup(value, len);
    bool good = ss_read_number(mark, UINT32_MAX, &condition->number);

    (void)reader;
    free(mark);
    condition->mask = UINT32_MAX;
    if (good && value[len] == '/')
        good = ss_read_number(value + len + 1, UINT32_MAX, &condition->mask);
    return good ? NULL : xasprintf("want a mark, or MARK/MASK, have \"%s\"", value);
}

char *
ss_read_cgroup(struct ss_condition *condition, const struct ss_reader *reader, const char *value)
{
    (void)reader;
    if (ss_read_number(value, INT64_MAX, &condition->number))
        return NULL;
    return xasprintf(
        "want the number of a cgroup, as ss -e prints it behind unreachable: (with 0x), have \"%s\": a snapshot has "
        "no list of the paths and numbers of cgroups",
        value);
}
