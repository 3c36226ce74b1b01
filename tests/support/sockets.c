#include "tests/support/sockets.h"

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#define UDPLITE 136 /* IPPROTO_UDPLITE, which glibc lacks without linux/udp.h */

/* Sockets that a listener of ours lets wait. */
#define BACKLOG 16

struct kind {
    const char *name;
    int family, type, protocol;
    unsigned actions;
};

enum {
    BIND = 1,
    LISTEN = 2,
    CONNECT = 4,
    ARGUMENT_IS_PROTOCOL = 8,
    MAPPED = 16,  /* speaks IPv4, too */
    IS_PATH = 32, /* also where it begins with @ */
};

static const struct kind kinds[] = {
    { "tcp4", AF_INET, SOCK_STREAM, 0, 0 },
    { "tcp6", AF_INET6, SOCK_STREAM, 0, 0 },
    { "tcp4-listen", AF_INET, SOCK_STREAM, 0, BIND | LISTEN },
    { "tcp6-listen", AF_INET6, SOCK_STREAM, 0, BIND | LISTEN },
    { "tcp4-connect", AF_INET, SOCK_STREAM, 0, CONNECT },
    { "tcp6-connect", AF_INET6, SOCK_STREAM, 0, CONNECT },
    { "tcp46-listen", AF_INET6, SOCK_STREAM, 0, BIND | LISTEN | MAPPED },
    { "tcp46-connect", AF_INET6, SOCK_STREAM, 0, CONNECT | MAPPED },
    { "tcp4-bound", AF_INET, SOCK_STREAM, 0, BIND },
    { "tcp4-bare", AF_INET, SOCK_STREAM, 0, 0 },
    { "udp4", AF_INET, SOCK_DGRAM, 0, BIND },
    { "udp6", AF_INET6, SOCK_DGRAM, 0, BIND },
    { "udp4-connect", AF_INET, SOCK_DGRAM, 0, CONNECT },
    { "udplite4", AF_INET, SOCK_DGRAM, UDPLITE, BIND },
    { "udplite6", AF_INET6, SOCK_DGRAM, UDPLITE, BIND },
    { "mptcp4-listen", AF_INET, SOCK_STREAM, IPPROTO_MPTCP, BIND | LISTEN },
    { "mptcp4-connect", AF_INET, SOCK_STREAM, IPPROTO_MPTCP, CONNECT },
    { "raw4", AF_INET, SOCK_RAW, 0, ARGUMENT_IS_PROTOCOL },
    { "raw6", AF_INET6, SOCK_RAW, 0, ARGUMENT_IS_PROTOCOL },
    { "ping4", AF_INET, SOCK_DGRAM, IPPROTO_ICMP, BIND },
    { "ping6", AF_INET6, SOCK_DGRAM, IPPROTO_ICMPV6, BIND },
    { "unix-listen", AF_UNIX, SOCK_STREAM, 0, BIND | LISTEN },
    { "unix-connect", AF_UNIX, SOCK_STREAM, 0, CONNECT },
    { "unix-path-listen", AF_UNIX, SOCK_STREAM, 0, BIND | LISTEN | IS_PATH },
    { "unix-path-connect", AF_UNIX, SOCK_STREAM, 0, CONNECT | IS_PATH },
    { "unix-dgram", AF_UNIX, SOCK_DGRAM, 0, BIND },
    { "unix-seqpacket", AF_UNIX, SOCK_SEQPACKET, 0, BIND | LISTEN },
    { "netlink", AF_NETLINK, SOCK_RAW, NETLINK_ROUTE, BIND },
    { "packet", AF_PACKET, SOCK_RAW, 0, 0 },
    { "vsock-listen", AF_VSOCK, SOCK_STREAM, 0, BIND | LISTEN },
    { "xdp", AF_XDP, SOCK_RAW, 0, 0 },
};

struct address {
    union {
        struct sockaddr any;
        struct sockaddr_in in;
        struct sockaddr_in6 in6;
        struct sockaddr_un un;
        struct sockaddr_nl nl;
        struct sockaddr_vm vm;
    };
    socklen_t length;
    char interface[IFNAMSIZ]; /* what to bind to, "" for none */
    in_port_t from;           /* port to connect from, 0 for any; network order */
};

static unsigned short
number(const char *text, unsigned long max)
{
    char *end;
    unsigned long value;

    errno = 0;
    value = strtoul(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value > max)
        errx(1, "want a number up to %lu, have %s", max, text);
    return (unsigned short)value;
}

/* "PORT" or "ADDRESS[%INTERFACE],PORT[,FROM]"; without an address any when binding, the loopback when connecting. */
static struct address
inet_address(const struct kind *kind, const char *argument)
{
    const char *any = kind->family == AF_INET ? "0.0.0.0" : "::";
    const char *loopback = kind->family == AF_INET ? "127.0.0.1" : "::1";
    struct address a = { .length = kind->family == AF_INET ? sizeof(a.in) : sizeof(a.in6) };
    void *where = kind->family == AF_INET ? (void *)&a.in.sin_addr : (void *)&a.in6.sin6_addr;
    char text[128], *comma, *from, *zone;
    const char *host = (kind->actions & CONNECT) ? loopback : any, *port = text;

    if (snprintf(text, sizeof(text), "%s", argument) >= (int)sizeof(text))
        errx(1, "too long: %s", argument);
    comma = strchr(text, ',');
    from = comma ? strchr(comma + 1, ',') : NULL;
    zone = strchr(text, '%');
    if (from)
        a.from = htons(number(from + 1, UINT16_MAX));
    for (char *end = text; *end; end++)
        if (*end == ',' || *end == '%')
            *end = '\0';
    if (comma) {
        host = text;
        port = comma + 1;
    }
    if (zone && snprintf(a.interface, sizeof(a.interface), "%s", zone + 1) >= (int)sizeof(a.interface))
        errx(1, "too long: %s", argument);
    if (inet_pton(kind->family, host, where) != 1)
        errx(1, "not an address: %s", argument);
    a.any.sa_family = (sa_family_t)kind->family;
    if (kind->family == AF_INET) {
        a.in.sin_port = htons(number(port, UINT16_MAX));
    } else {
        a.in6.sin6_port = htons(number(port, UINT16_MAX));
        a.in6.sin6_scope_id = zone ? if_nametoindex(a.interface) : 0;
    }
    return a;
}

/* A path, or @NAME for an abstract name. */
static struct address
unix_address(const struct kind *kind, const char *path)
{
    struct address a = { .un = { .sun_family = AF_UNIX } };
    size_t length = strlen(path);
    bool abstract = path[0] == '@' && !(kind->actions & IS_PATH);

    if (length >= sizeof(a.un.sun_path))
        errx(1, "too long: %s", path);
    memcpy(a.un.sun_path, path, length);
    a.length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + !abstract);
    if (abstract)
        a.un.sun_path[0] = '\0';
    return a;
}

static struct address
address_of(const struct kind *kind, const char *argument)
{
    if (kind->family == AF_UNIX)
        return unix_address(kind, argument);
    if (kind->family == AF_NETLINK)
        return (struct address){ .nl = { .nl_family = AF_NETLINK }, .length = sizeof(struct sockaddr_nl) };
    if (kind->family == AF_VSOCK)
        return (struct address){
            .vm = { .svm_family = AF_VSOCK, .svm_cid = VMADDR_CID_ANY, .svm_port = number(argument, UINT16_MAX) },
            .length = sizeof(struct sockaddr_vm),
        };
    return inet_address(kind, argument);
}

/* Binds to the interface and to the port of an "ADDRESS%INTERFACE,PORT,FROM".  A link-local address of IPv6 has its interface in itself. */
static void
bind_inet(int fd, const struct kind *kind, const struct address *a)
{
    struct sockaddr_in6 from = { .sin6_family = (sa_family_t)kind->family };
    int one = 1;

    if (kind->family == AF_INET && a->interface[0] &&
        setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, a->interface, (socklen_t)strlen(a->interface)) < 0)
        err(1, "SO_BINDTODEVICE %s", a->interface);
    if (a->from == 0)
        return;
    from.sin6_port = a->from; /* where sin_port is */
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) < 0 ||
        bind(fd, (struct sockaddr *)&from, a->length) < 0)
        err(1, "bind to port %d", ntohs(a->from));
}

static int
open_socket(const struct kind *kind, const char *argument)
{
    int protocol = kind->actions & ARGUMENT_IS_PROTOCOL ? number(argument, 255) : kind->protocol;
    int one = 1, fd = socket(kind->family, kind->type, kind->family == AF_PACKET ? htons(ETH_P_ALL) : protocol);
    struct address a;

    if (fd < 0)
        err(1, "%s", kind->name);
    if (!(kind->actions & (BIND | CONNECT)))
        return fd;
    a = address_of(kind, argument);
    /* A test may run again while connections of the run before are in time-wait. */
    if ((kind->actions & LISTEN) && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) < 0)
        err(1, "SO_REUSEADDR");
    if (kind->family == AF_INET6 && !(kind->actions & MAPPED) &&
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof(one)) < 0)
        err(1, "IPV6_V6ONLY");
    bind_inet(fd, kind, &a);
    if ((kind->actions & BIND) && bind(fd, &a.any, a.length) < 0)
        err(1, "bind %s:%s", kind->name, argument);
    if ((kind->actions & LISTEN) && listen(fd, BACKLOG) < 0)
        err(1, "listen %s:%s", kind->name, argument);
    if ((kind->actions & CONNECT) && connect(fd, &a.any, a.length) < 0)
        err(1, "connect %s:%s", kind->name, argument);
    return fd;
}

int
socket_of_kind(const char *name, const char *argument)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return open_socket(&kinds[i], argument);
    return -1;
}
