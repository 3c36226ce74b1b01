#include "analyze/answers/lsof/lookup.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Addresses whose names are remembered: each has one place. */
#define PLACES 1024

#define PORTS  65536

struct remembered {
    char *address; /* NULL for an empty place */
    char *name;    /* NULL where it has none */
};

struct lookup {
    const struct lsof_request *request;
    struct names *names;
    struct remembered hosts[PLACES];
    char **services[2]; /* of TCP and UDP, by port: NULL not asked yet, "" without a name */
};

struct lookup *
lookup_open(const struct lsof_request *request, sqlite3 *db, struct error *error)
{
    struct lookup *lookup = xmalloc(sizeof(*lookup));

    *lookup = (struct lookup){ .request = request, .names = names_open(db, error) };
    if (lookup->names)
        return lookup;
    free(lookup);
    return NULL;
}

void
lookup_free(struct lookup *lookup)
{
    if (!lookup)
        return;
    names_free(lookup->names);
    for (size_t i = 0; i < PLACES; i++) {
        free(lookup->hosts[i].address);
        free(lookup->hosts[i].name);
    }
    for (size_t i = 0; i < 2; i++) {
        for (size_t port = 0; lookup->services[i] && port < PORTS; port++)
            free(lookup->services[i][port]);
        free(lookup->services[i]);
    }
    free(lookup);
}

static char *
copy(const char *text)
{
    return text ? xstrndup(text, strlen(text)) : NULL;
}

static const char *
host_name(struct lookup *lookup, const char *address)
{
    size_t hash = 5381;
    struct remembered *host;

    for (const char *byte = address; *byte; byte++)
        hash = hash * 33 + (unsigned char)*byte;
    host = &lookup->hosts[hash % PLACES];
    if (!host->address || strcmp(host->address, address) != 0) {
        free(host->address);
        free(host->name);
        host->address = copy(address);
        host->name = copy(names_host(lookup->names, address));
    }
    return host->name;
}

/* As lsof does, only for TCP and UDP. */
static const char *
service_name(struct lookup *lookup, int64_t port, const char *protocol)
{
    const char *const protocols[] = { "TCP", "UDP" }, *const names[] = { "tcp", "udp" };

    for (size_t i = 0; i < 2 && port < PORTS; i++) {
        if (strcmp(protocol, protocols[i]) != 0)
            continue;
        if (!lookup->services[i]) {
            lookup->services[i] = xmalloc(PORTS * sizeof(char *));
            memset(lookup->services[i], 0, PORTS * sizeof(char *));
        }
        if (!lookup->services[i][port]) {
            const char *name = names_service(lookup->names, port, names[i]);

            lookup->services[i][port] = copy(name ? name : "");
        }
        return lookup->services[i][port][0] ? lookup->services[i][port] : NULL;
    }
    return NULL;
}

static bool
is_unspecified(struct slice ip)
{
    for (size_t i = 0; i < ip.len; i++)
        if (ip.ptr[i])
            return false;
    return true;
}

bool
lsof_end_shown(const struct lsof_end *end)
{
    return (end->port.known && end->port.value > 0) || !is_unspecified(end->ip);
}

static void
add_host(struct lookup *lookup, struct buffer *text, struct slice ip)
{
    static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
    char address[INET6_ADDRSTRLEN];
    const char *name;

    if (ip.len == 16 && memcmp(ip.ptr, mapped, sizeof(mapped)) == 0)
        ip = slice_skip(ip, sizeof(mapped));
    if (is_unspecified(ip)) {
        buffer_format(text, "*");
        return;
    }
    if ((ip.len != 4 && ip.len != 16) ||
        !inet_ntop(ip.len == 4 ? AF_INET : AF_INET6, ip.ptr, address, sizeof(address))) {
        buffer_format(text, "?");
        return;
    }
    name = lookup->request->no_hosts ? NULL : host_name(lookup, address);
    buffer_format(text, !name && ip.len == 16 ? "[%s]" : "%s", name ? name : address);
}

void
lookup_end(struct lookup *lookup, struct buffer *text, const struct lsof_end *end, const char *protocol)
{
    const char *name;

    add_host(lookup, text, end->ip);
    if (!end->port.known)
        return;
    name = lookup->request->no_services ? NULL : service_name(lookup, end->port.value, protocol);
    if (end->port.value == 0)
        buffer_format(text, ":*");
    else if (name)
        buffer_format(text, ":%s", name);
    else
        buffer_format(text, ":%" PRId64, end->port.value);
}

char *
lookup_user(struct lookup *lookup, int64_t uid, bool *is_name)
{
    const char *name = lookup->request->no_users ? NULL : names_user(lookup->names, uid);

    *is_name = name != NULL;
    return name ? copy(name) : xasprintf("%" PRId64, uid);
}
