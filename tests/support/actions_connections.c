/* Connections that no descriptor holds, in each state in which the kernel keeps them: tcp(7). */
#include "tests/support/actions.h"

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/sockets.h"

/* A listener on the argument's port, a connection to it, and the accepted socket. */
struct connection {
    int listener, client, server;
};

static struct connection
connect_to(const char *argument)
{
    struct connection c = { .listener = socket_of_kind("tcp4-listen", argument) };

    c.client = socket_of_kind("tcp4-connect", argument);
    c.server = accept(c.listener, NULL, NULL);
    if (c.server < 0)
        err(1, "accept");
    return c;
}

/* Waits until the other side has closed. */
static void
wait_for_end(int fd)
{
    char byte;

    while (read(fd, &byte, 1) > 0)
        continue;
}

/* time-wait:PORT: the client closed first, then the server. */
static int
do_time_wait(const char *label, const char *argument)
{
    struct connection c = connect_to(argument);

    if (close(c.client) < 0)
        err(1, "close");
    wait_for_end(c.server);
    if (close(c.server) < 0)
        err(1, "close");
    action_print(label, c.listener);
    return c.listener;
}

/* Sends until nothing more fits. */
static void
fill(int fd)
{
    char bytes[65536] = { 0 };

    while (send(fd, bytes, sizeof(bytes), MSG_DONTWAIT) > 0)
        continue;
    if (errno != EAGAIN)
        err(1, "send");
}

/* orphan:PORT: the client closed while the server takes nothing of what it sent. */
static int
do_orphan(const char *label, const char *argument)
{
    struct connection c = connect_to(argument);

    fill(c.client);
    if (close(c.client) < 0)
        err(1, "close");
    action_print(label, c.server);
    return c.server;
}

/*
 * half-closed:PORT: three connections to one listener, which are as many ways of being closed by halves.  FIN_WAIT2 and CLOSE_WAIT, with
 * keepalive; CLOSING and FIN_WAIT2, where what the first side sent stands in the way of its end; FIN_WAIT2 and LAST_ACK, where the
 * second side did the same and is gone.
 */
static int
do_half_closed(const char *label, const char *argument)
{
    struct connection c = connect_to(argument);
    int on = 1, closing[2], last[2];

    closing[0] = socket_of_kind("tcp4-connect", argument);
    closing[1] = accept(c.listener, NULL, NULL);
    last[0] = socket_of_kind("tcp4-connect", argument);
    last[1] = accept(c.listener, NULL, NULL);
    if (closing[1] < 0 || last[1] < 0 || shutdown(c.client, SHUT_WR) < 0 || shutdown(last[0], SHUT_WR) < 0)
        err(1, "half-closed");
    wait_for_end(c.server);
    wait_for_end(last[1]);
    if (setsockopt(c.server, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on)) < 0)
        err(1, "SO_KEEPALIVE");
    fill(closing[0]);
    fill(last[1]);
    if (shutdown(closing[0], SHUT_WR) < 0 || shutdown(closing[1], SHUT_WR) < 0 || close(last[1]) < 0)
        err(1, "half-closed");
    action_print(label, c.server);
    return c.server;
}

/* syn-sent:ADDRESS,PORT: a connection that nobody answers. */
static int
do_syn_sent(const char *label, const char *argument)
{
    struct sockaddr_in to = { .sin_family = AF_INET };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    char address[INET_ADDRSTRLEN] = "";
    const char *comma = strchr(argument, ',');

    if (!comma || (size_t)(comma - argument) >= sizeof(address))
        errx(1, "syn-sent:ADDRESS,PORT");
    memcpy(address, argument, (size_t)(comma - argument));
    to.sin_port = htons((uint16_t)strtoul(comma + 1, NULL, 10));
    if (inet_pton(AF_INET, address, &to.sin_addr) != 1)
        errx(1, "not an address: %s", address);
    if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0 || errno != EINPROGRESS)
        err(1, "connect");
    action_print(label, fd);
    return fd;
}

static uint16_t
checksum(const void *bytes, size_t size)
{
    const unsigned char *p = bytes;
    uint32_t sum = 0;

    for (size_t i = 0; i + 1 < size; i += 2)
        /* All members of the structure are set. NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult) */
        sum += (uint32_t)p[i] << 8 | p[i + 1];
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return htons((uint16_t)~sum);
}

/* The first segment of a connection from `from`, as a raw socket takes it: ip(7), IP_HDRINCL. */
struct segment {
    struct iphdr ip;
    struct tcphdr tcp;
};

static struct segment
first_segment(struct sockaddr_in from, struct sockaddr_in to)
{
    struct segment s = {
        .ip = { .version = 4, .ihl = 5, .ttl = 64, .protocol = IPPROTO_TCP },
        .tcp = { .source = from.sin_port,
                 .dest = to.sin_port,
                 .seq = htonl(1),
                 .doff = 5,
                 .syn = 1,
                 .window = htons(1024) },
    };
    struct {
        uint32_t from, to;
        uint16_t protocol, size;
        struct tcphdr tcp;
    } summed = { from.sin_addr.s_addr, to.sin_addr.s_addr, htons(IPPROTO_TCP), htons(sizeof(s.tcp)), s.tcp };

    s.ip.saddr = from.sin_addr.s_addr;
    s.ip.daddr = to.sin_addr.s_addr;
    s.tcp.check = checksum(&summed, sizeof(summed));
    return s;
}

/* request:LOCAL,REMOTE,PORT: somebody at REMOTE, who never answers, asked for a connection with the listener at LOCAL. */
static int
do_request(const char *label, const char *argument)
{
    char *text = strdup(argument), *rest = NULL;
    const char *local = text ? strtok_r(text, ",", &rest) : NULL, *remote = text ? strtok_r(NULL, ",", &rest) : NULL;
    int fd = socket(AF_INET, SOCK_RAW, IPPROTO_RAW), listener;
    struct sockaddr_in to = { .sin_family = AF_INET }, from = { .sin_family = AF_INET, .sin_port = htons(40000) };
    socklen_t size = sizeof(to);
    struct segment segment;

    if (!local || !remote || !rest || inet_pton(AF_INET, remote, &from.sin_addr) != 1)
        errx(1, "request:LOCAL,REMOTE,PORT");
    listener = socket_of_kind("tcp4-listen", rest);
    if (getsockname(listener, (struct sockaddr *)&to, &size) < 0 || inet_pton(AF_INET, local, &to.sin_addr) != 1)
        err(1, "listener");
    segment = first_segment(from, to);
    to.sin_port = 0;
    if (sendto(fd, &segment, sizeof(segment), 0, (struct sockaddr *)&to, sizeof(to)) != sizeof(segment) ||
        close(fd) < 0)
        err(1, "raw socket");
    action_print(label, listener);
    free(text);
    return listener;
}

/* embryo:PATH: somebody connected to the unix listener, which has not accepted it. */
static int
do_embryo(const char *label, const char *path)
{
    int listener = socket_of_kind("unix-listen", path);

    action_print("client", socket_of_kind("unix-connect", path));
    action_print(label, listener);
    return listener;
}

static void
end_sending(int fd)
{
    if (shutdown(fd, SHUT_WR) < 0)
        err(1, "shutdown");
}

/* close-wait:PORT: the client sends no more, which the server has heard (CLOSE_WAIT) and told (FIN_WAIT2). */
static int
do_close_wait(const char *label, const char *argument)
{
    struct connection c = connect_to(argument);

    end_sending(c.client);
    wait_for_end(c.server);
    action_print(label, c.server);
    return c.server;
}

/* last-ack:PORT: the same, and then the server closed, while the client takes nothing of what it sent. */
static int
do_last_ack(const char *label, const char *argument)
{
    struct connection c = connect_to(argument);

    end_sending(c.client);
    wait_for_end(c.server);
    fill(c.server);
    if (close(c.server) < 0)
        err(1, "close");
    action_print(label, c.client);
    return c.client;
}

/* closing:PORT: both sent their last while the server takes nothing: what the client heard comes before the end of what it sent. */
static int
do_closing(const char *label, const char *argument)
{
    struct connection c = connect_to(argument);

    fill(c.client);
    end_sending(c.client);
    end_sending(c.server);
    wait_for_end(c.client);
    action_print(label, c.client);
    return c.client;
}

const struct action actions_of_connections[] = {
    { "time-wait", do_time_wait },     { "orphan", do_orphan },
    { "request", do_request },         { "embryo", do_embryo },
    { "half-closed", do_half_closed }, { "close-wait", do_close_wait },
    { "last-ack", do_last_ack },       { "closing", do_closing },
    { "syn-sent", do_syn_sent },       { NULL, NULL },
};
