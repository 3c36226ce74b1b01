/* Addresses and ports of Internet sockets: prefixes, and names of the snapshot. */
#include "analyze/answers/ss/value.h"
#include "analyze/database/bind.h"
#include "sql.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define PORT_MAX 65535

static void
take_port(void *context, sqlite3_stmt *row)
{
    *(struct maybe *)context = maybe_of(sqlite3_column_int64(row, 0));
}

/* The port of a service.  ss asks for the protocols of the tables that it shows; where these have no names, for both. */
static char *
read_service(struct maybe *port, const struct ss_reader *reader, const char *name)
{
    unsigned tables = reader->selection->tables;
    bool either = !(tables & (SS_TABLE(SS_TCP) | SS_TABLE(SS_UDP)));
    struct maybe tcp = { 0 }, udp = { 0 };
    char *why = NULL;

    if ((either || tables & SS_TABLE(SS_UDP)) &&
        ss_ask(reader, sql_ss_port_of_service, name, "udp", &why, take_port, &udp) < 0)
        return why;
    if ((either || tables & SS_TABLE(SS_TCP)) &&
        ss_ask(reader, sql_ss_port_of_service, name, "tcp", &why, take_port, &tcp) < 0)
        return why;
    if (udp.known && tcp.known && udp.value != tcp.value)
        return xasprintf("the service \"%s\" is port %d of udp and %d of tcp: say which port", name, (int)udp.value,
                         (int)tcp.value);
    *port = udp.known ? udp : tcp;
    return port->known
               ? NULL
               : xasprintf("\"%s\" is no port: no number up to 65535, and no service in /etc/services of the snapshot",
                           name);
}

static char *
read_port(struct maybe *port, const struct ss_reader *reader, const char *text)
{
    if (ss_is_any(text))
        return NULL;
    port->known = ss_read_number(text, PORT_MAX, &port->value);
    return port->known ? NULL : read_service(port, reader, text);
}

static void
add_prefix(struct ss_condition *condition, struct ss_prefix prefix)
{
    condition->prefixes = xrealloc(condition->prefixes, (condition->prefix_count + 1) * sizeof(*condition->prefixes));
    condition->prefixes[condition->prefix_count++] = prefix;
}

/* As iproute2: 10.1 is 10.1.0.0, and parts may be hexadecimal. */
static bool
read_ipv4(const char *text, struct ss_prefix *prefix)
{
    char part[8];
    int64_t number;

    *prefix = (struct ss_prefix){ .size = 4, .bits = 32 };
    for (size_t i = 0; i < 4; i++) {
        size_t len = strcspn(text, ".");

        if (len >= sizeof(part))
            return false;
        memcpy(part, text, len);
        part[len] = '\0';
        if (!ss_read_number(part, 255, &number))
            return false;
        prefix->bytes[i] = (unsigned char)number;
        if (text[len] == '\0')
            return true;
        text += len + 1;
    }
    return false;
}

static bool
read_address(const char *text, struct ss_prefix *prefix)
{
    if (!strchr(text, ':'))
        return read_ipv4(text, prefix);
    *prefix = (struct ss_prefix){ .size = 16, .bits = 128 };
    return inet_pton(AF_INET6, text, prefix->bytes) == 1;
}

static void
take_address(void *context, sqlite3_stmt *row)
{
    const char *text = (const char *)sqlite3_column_text(row, 0);
    struct ss_prefix prefix;

    if (text && read_address(text, &prefix))
        add_prefix(context, prefix);
}

static char *
read_host_name(struct ss_condition *condition, const struct ss_reader *reader, const char *name)
{
    char *why = NULL;

    if (ss_ask(reader, sql_ss_addresses_of_host, name, NULL, &why, take_address, condition) < 0)
        return why;
    return condition->prefix_count > 0
               ? NULL
               : xasprintf("\"%s\" is no address or prefix, and no name in /etc/hosts of the snapshot", name);
}

/* ADDRESS or ADDRESS/BITS, of the family `only` unless that is 0.  Splits `text`. */
static char *
read_prefix(struct ss_condition *condition, const struct ss_reader *reader, char *text, int only)
{
    static const char *const any[] = { "default", "all", "any" };
    char *slash = strchr(text, '/');
    struct ss_prefix prefix;
    int64_t bits;

    for (size_t i = 0; i < sizeof(any) / sizeof(any[0]); i++)
        if (strcmp(text, any[i]) == 0)
            return NULL;
    if (slash)
        *slash++ = '\0';
    if (!read_address(text, &prefix))
        return slash ? xasprintf("\"%s\" is no address", text) : read_host_name(condition, reader, text);
    if (only != 0 && (only == AF_INET) != (prefix.size == 4))
        return xasprintf("\"%s\" is no address of %s", text, only == AF_INET ? "IPv4" : "IPv6");
    if (slash) {
        if (!ss_read_number(slash, (int64_t)prefix.size * 8, &bits))
            return xasprintf("a prefix of %s has 0 to %d bits, not \"%s\"", prefix.size == 4 ? "IPv4" : "IPv6",
                             (int)prefix.size * 8, slash);
        prefix.bits = (unsigned)bits;
    }
    add_prefix(condition, prefix);
    return NULL;
}

/* Where the port begins, cut off from the address: NULL for none.  *address moves behind a bracket. */
static char *
split_port(char **address, char **why)
{
    char *slash, *port;

    if (**address == '[') {
        ++*address;
        port = strchr(*address, ']');
        if (!port) {
            *why = xasprintf("the address has no ] behind its [");
            return NULL;
        }
        *port++ = '\0';
        if (*port != '\0' && *port != ':')
            *why = xasprintf("want :PORT behind the ], have \"%s\" (a prefix is written [ADDRESS/BITS])", port);
        return *port == ':' ? port + 1 : NULL;
    }
    slash = strchr(*address, '/');
    port = strrchr(slash ? slash : *address, ':');
    if (port && !slash && strchr(*address, ':') != port) {
        *why = xasprintf("an IPv6 address stands in brackets: [%s]", *address);
        return NULL;
    }
    if (port)
        *port++ = '\0';
    return port;
}

char *
ss_read_inet(struct ss_condition *condition, const struct ss_reader *reader, char *address, bool is_port, int only)
{
    char *why = NULL, *port;

    if (is_port)
        return read_port(&condition->port, reader, address + (*address == ':'));
    port = split_port(&address, &why);
    if (!why && port)
        why = read_port(&condition->port, reader, port);
    if (!why && !ss_is_any(address))
        why = read_prefix(condition, reader, address, only);
    return why;
}
