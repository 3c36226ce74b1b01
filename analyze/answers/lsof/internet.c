#include "analyze/answers/lsof/internet.h"
#include "analyze/base/notice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The protocols that -i knows by name; lsof knows the first three. */
static const struct {
    const char *name; /* as /etc/services writes it */
    const char *node;
} protocols[] = {
    { "tcp", "TCP" },   { "udp", "UDP" },   { "udplite", "UDPLITE" },
    { "sctp", "SCTP" }, { "dccp", "DCCP" }, { "mptcp", "MPTCP" },
};

/* The text that begins at *rest and ends before one of the delimiters, to be freed. */
static char *
take(const char **rest, const char *delimiters)
{
    size_t len = strcspn(*rest, delimiters);
    char *text = xstrndup(*rest, len);

    *rest += len;
    return text;
}

static int
take_protocol(struct lsof_internet *internet, const char **rest, struct error *error)
{
    char *name = take(rest, "@:");

    for (size_t i = 0; i < COUNT(protocols); i++)
        if (strcasecmp(name, protocols[i].name) == 0)
            internet->protocol = protocols[i].node;
    if (name[0] != '\0' && !internet->protocol)
        error_set(error, "unknown protocol name %s (the database comes first: analyze lsof DB -i)", name);
    free(name);
    return error->text ? -1 : 0;
}

/* Whether the text is an address: then it is the one of the host. */
static bool
is_address(struct lsof_internet *internet, const char *text)
{
    struct lsof_host_address address = { .len = 4 };

    if (inet_pton(AF_INET, text, address.bytes) != 1) {
        address.len = 16;
        if (inet_pton(AF_INET6, text, address.bytes) != 1)
            return false;
    }
    internet->addresses = xmalloc(sizeof(address));
    internet->addresses[0] = address;
    internet->addresses_count = 1;
    return true;
}

static int
take_host(struct lsof_internet *internet, const char **rest, struct error *error)
{
    bool bracket = (*rest)[1] == '[';
    char *host;

    *rest += bracket ? 2 : 1; /* @ */
    host = take(rest, bracket ? "]" : ":");
    if (bracket && **rest == ']')
        (*rest)++;
    else if (bracket)
        error_set(error, "the address has no ] at its end");
    if (host[0] == '\0')
        error_set(error, "no host stands behind the @");
    else if (!is_address(internet, host) && bracket)
        error_set(error, "%s is no IPv6 address", host);
    else if (internet->addresses && internet->family == (internet->addresses[0].len == 4 ? 6 : 4))
        error_set(error, "the address is not of the family %d", internet->family);
    if (error->text || internet->addresses)
        free(host);
    else
        internet->host = host;
    return error->text ? -1 : 0;
}

/* A part between commas: a port, a range of ports, or a service. */
static int
add_ports(struct lsof_internet *internet, const char *text, struct error *error)
{
    const char *dash = strchr(text, '-');
    struct lsof_ports ports = { .low = -1, .high = -1 };

    if (text[0] >= '0' && text[0] <= '9') { /* a range cannot begin with a service, whose name may have a - */
        ports.low = lsof_number(text, dash ? (size_t)(dash - text) : strlen(text));
        ports.high = dash ? lsof_number(dash + 1, strlen(dash + 1)) : ports.low;
        if (ports.low < 0 || ports.high < ports.low || ports.high > 65535)
            return error_set(error, "%s is no port and no range of ports", text);
    } else if (text[0] == '\0') {
        return error_set(error, "a port is missing");
    } else {
        ports.service = xstrndup(text, strlen(text));
    }
    internet->ports = xrealloc(internet->ports, (internet->ports_count + 1) * sizeof(ports));
    internet->ports[internet->ports_count++] = ports;
    return 0;
}

static int
take_ports(struct lsof_internet *internet, const char **rest, struct error *error)
{
    int rc = 0;

    do {
        char *part;

        (*rest)++; /* : or , */
        part = take(rest, ",");
        rc = add_ports(internet, part, error);
        free(part);
    } while (rc == 0 && **rest == ',');
    return rc;
}

/* Takes the whole specification, [46][protocol][@host][:ports]. */
static int
parse(struct lsof_internet *internet, const char *rest, struct error *error)
{
    if (take_protocol(internet, &rest, error) || (*rest == '@' && take_host(internet, &rest, error)) ||
        (*rest == ':' && take_ports(internet, &rest, error)))
        return -1;
    return *rest == '\0' ? 0 : error_set(error, "%s is left over", rest);
}

int
lsof_add_internet(struct lsof_request *request, const char *text, struct error *error)
{
    int family = text[0] == '4' || text[0] == '6' ? text[0] - '0' : 0;
    const char *rest = text + (family != 0);
    struct lsof_internet *internet;

    if (*rest == '\0') { /* -i4 and -i6 together mean both */
        request->internet_family = request->internet_all && request->internet_family != family ? 0 : family;
        request->internet_all = true;
        return 0;
    }
    request->internet = xrealloc(request->internet, (request->internet_count + 1) * sizeof(*internet));
    internet = &request->internet[request->internet_count++];
    *internet = (struct lsof_internet){ .text = xstrndup(text, strlen(text)), .family = family };
    return parse(internet, rest, error) ? error_prefix(error, "lsof: -i %s", text) : 0;
}

static int
resolve_host(struct lsof_internet *internet, sqlite3_stmt *statement, struct error *error)
{
    struct bind bind = bind_begin(statement);
    int step;

    free(internet->addresses);
    internet->addresses = NULL;
    internet->addresses_count = 0;
    bind_text(&bind, slice_of(internet->host));
    while ((step = bind_run(&bind, error)) == 1) {
        struct lsof_internet one = { 0 };

        if (!is_address(&one, (const char *)sqlite3_column_text(statement, 0)))
            continue;
        internet->addresses =
            xrealloc(internet->addresses, (internet->addresses_count + 1) * sizeof(*internet->addresses));
        internet->addresses[internet->addresses_count++] = one.addresses[0];
        free(one.addresses);
    }
    (void)sqlite3_reset(statement); /* its error is that of the step */
    if (step == 0 && internet->addresses_count == 0)
        notice("lsof: -i %s: the /etc/hosts of this snapshot has no host %s", internet->text, internet->host);
    return step;
}

static int
resolve_service(struct lsof_internet *internet, struct lsof_ports *ports, sqlite3_stmt *statement, struct error *error)
{
    struct bind bind = bind_begin(statement);
    int step;

    bind_text(&bind, slice_of(ports->service));
    bind_text(&bind, slice_of(internet->protocol));
    step = bind_run(&bind, error);
    ports->low = step == 1 ? sqlite3_column_int64(statement, 0) : -1;
    ports->high = ports->low;
    if (step == 1 && sqlite3_column_int64(statement, 1) != ports->low) {
        error_set(error, "lsof: -i %s: the service %s has several ports: say tcp or udp before it", internet->text,
                  ports->service);
        step = -1;
    } else if (step == 0) {
        notice("lsof: -i %s: the /etc/services of this snapshot has no service %s", internet->text, ports->service);
    }
    (void)sqlite3_reset(statement); /* its error is that of the step */
    return step < 0 ? -1 : 0;
}

int
internet_resolve(struct lsof_request *request, sqlite3 *db, struct error *error)
{
    sqlite3_stmt *hosts = NULL, *services = NULL;
    int rc = db_prepare(db, sql_lsof_host, &hosts, error);

    if (rc == 0)
        rc = db_prepare(db, sql_lsof_service, &services, error);
    for (size_t i = 0; rc == 0 && i < request->internet_count; i++) {
        struct lsof_internet *internet = &request->internet[i];

        if (internet->host)
            rc = resolve_host(internet, hosts, error);
        for (size_t n = 0; rc == 0 && n < internet->ports_count; n++)
            if (internet->ports[n].service)
                rc = resolve_service(internet, &internet->ports[n], services, error);
    }
    sqlite3_finalize(hosts);
    sqlite3_finalize(services);
    return rc;
}

/* The address without what makes an IPv4 address one of IPv6. */
static struct slice
plain(struct slice ip)
{
    static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

    return ip.len == 16 && memcmp(ip.ptr, mapped, sizeof(mapped)) == 0 ? slice_skip(ip, sizeof(mapped)) : ip;
}

static bool
address_matches(const struct lsof_internet *internet, struct slice ip)
{
    if (!internet->host && internet->addresses_count == 0)
        return true;
    for (size_t i = 0; i < internet->addresses_count; i++) {
        struct slice wanted =
            plain((struct slice){ (const char *)internet->addresses[i].bytes, internet->addresses[i].len });

        if (wanted.len == ip.len && memcmp(wanted.ptr, ip.ptr, ip.len) == 0)
            return true;
    }
    return false;
}

/* Whether one end is what the specification means.  An end that the column NAME does not show is none. */
static bool
end_matches(const struct lsof_internet *internet, const struct lsof_end *end)
{
    struct slice ip = plain(end->ip);

    if (!lsof_end_shown(end) || (internet->family != 0 && (internet->family == 4) != (ip.len == 4)) ||
        !address_matches(internet, ip))
        return false;
    for (size_t i = 0; i < internet->ports_count; i++)
        if (end->port.known && end->port.value >= internet->ports[i].low && end->port.value <= internet->ports[i].high)
            return true;
    return internet->ports_count == 0;
}

/* A socket of which only the protocol is known, and that may be meant. */
static bool
may_be_meant(const struct lsof_internet *internet, const struct lsof_socket *socket)
{
    return !lsof_end_shown(&socket->local) && !lsof_end_shown(&socket->remote) && !internet->host &&
           internet->addresses_count == 0 && internet->ports_count == 0 &&
           (internet->family == 0 || socket->family < 0 || socket->family == (internet->family == 4 ? 2 : 10));
}

unsigned
internet_match(struct lsof_request *request, const struct lsof_socket *socket)
{
    unsigned selected = 0;

    if (!socket->node)
        return 0;
    if (request->internet_all && (request->internet_family == 0 || socket->family < 0 ||
                                  socket->family == (request->internet_family == 4 ? 2 : 10))) {
        selected |= LSOF_INTERNET;
        request->internet_found = true;
    }
    for (size_t i = 0; i < request->internet_count; i++) {
        struct lsof_internet *internet = &request->internet[i];

        if ((internet->protocol && strcmp(internet->protocol, socket->node) != 0) ||
            (!end_matches(internet, &socket->local) && !end_matches(internet, &socket->remote) &&
             !may_be_meant(internet, socket)))
            continue;
        internet->found = true;
        selected |= LSOF_ADDRESS;
    }
    return selected;
}
