#include "collect/net/probe_tables.h"

#include "collect/base/limits.h"
#include "collect/base/netlink.h"
#include "collect/base/text.h"
#include "collect/net/dumps.h"

#include <fcntl.h>
#include <string.h>

/* Offset of the port of a socket in the body of its message: idiag_sport of struct inet_diag_msg, in network order. */
#define DIAG_PORT 4

static void
take_port(struct probe_tables *t, uint64_t port)
{
    if (port < PORTS)
        t->candidate[port] = false;
}

/* The local port is behind the last colon of the second word: "0100007F:0016". */
static void
take_line(struct probe_tables *t, struct text line)
{
    struct text word = text_word(line, 1), address;
    uint64_t port = 0;

    if (!text_next_part(&word, ':', &address) || word.len != 4)
        return;
    for (size_t i = 0; i < word.len; i++) {
        const char *digit = strchr("0123456789ABCDEF", word.data[i]);

        if (!digit || !*digit)
            return;
        port = port << 4 | (uint64_t)(digit - "0123456789ABCDEF");
    }
    take_port(t, port);
}

static void
name_table(struct probe_tables *t, const char *name)
{
    bytes_format(&t->names, "%s%s", t->names.len > 0 ? "," : "", name);
}

static void
take_file(struct probe_tables *t, struct guard *guard, int proc, const char *name)
{
    struct bytes path = { 0 }, text = { 0 };
    struct text rest, line;
    ssize_t count = 1;
    int fd;

    bytes_format(&path, "thread-self/net/%s", name);
    fd = guard_openat(guard, proc, bytes_string(&path), O_RDONLY);
    while (fd >= 0 && count > 0 && text.len < LIMIT_TABLE) {
        char *room = bytes_room(&text, 65536);

        count = room ? guard_read(guard, fd, room, 65536) : -1;
        if (count > 0)
            bytes_grew(&text, (size_t)count);
    }
    rest = text_of(&text);
    while (text_next_line(&rest, &line))
        take_line(t, line);
    if (fd >= 0 && count == 0)
        name_table(t, name);
    if (fd >= 0)
        guard_close(guard, fd);
    bytes_free(&text);
    bytes_free(&path);
}

static void
take_messages(struct probe_tables *t, const struct bytes *content)
{
    struct netlink_messages rest = { content->data, content->len };
    struct netlink_message message;

    while (netlink_next(&rest, &message))
        if (message.len >= DIAG_PORT + 2)
            take_port(t, (uint64_t)((unsigned char)message.data[DIAG_PORT] << 8 |
                                    (unsigned char)message.data[DIAG_PORT + 1]));
}

/* A dump for which the kernel would load a module is left out, as everywhere. */
static void
take_dump(struct probe_tables *t, struct guard *guard, const char *name)
{
    const struct dump *dump = &dumps[dump_find(name)];
    const struct dump_options options = { .without_tcp_info = true };
    struct netlink_answer answer = { 0 };
    struct bytes request = { 0 }, content = { 0 };
    int fd = autoload_module(&t->autoload, dump) ? -1 : netlink_socket(guard, dump->protocol), rc = -1;

    dump_request(&request, dump, &options);
    if (fd >= 0 && netlink_send(guard, fd, &request) == 0)
        rc = 0;
    while (rc == 0 && !answer.done) {
        bytes_clear(&content);
        rc = netlink_receive(guard, fd, &content, &answer);
        if (rc == 0)
            take_messages(t, &content);
    }
    if (rc == 0 && answer.error == 0)
        name_table(t, name);
    if (fd >= 0)
        guard_close(guard, fd);
    bytes_free(&request);
    bytes_free(&content);
}

void
probe_tables_take(struct probe_tables *t, struct guard *guard, int proc, const struct probe_protocol *protocol)
{
    bytes_clear(&t->names);
    for (size_t i = 0; i < 2 && !guard_lost(guard); i++) {
        take_file(t, guard, proc, protocol->files[i]);
        if (protocol->dumps[i] && !guard_lost(guard))
            take_dump(t, guard, protocol->dumps[i]);
    }
}
