#include "analyze/answers/lsof/describe.h"
#include "analyze/answers/lsof/protocols.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { UNIX = 1, INET = 2, INET6 = 10, NETLINK = 16, PACKET = 17 };
enum { ICMP = 1, ICMPV6 = 58, RAW = 255 };

/* The words of the kernel's states that lsof has other words for. */
static const char *
state_word(struct slice state)
{
    static const struct {
        const char *ours, *theirs;
    } words[] = {
        { "CLOSED", "CLOSE" },
        { "LISTENING", "LISTEN" },
        { "NEW_SYN_RECV", "SYN_RECV" },
    };

    for (size_t i = 0; i < COUNT(words); i++)
        if (slice_is(state, words[i].ours))
            return words[i].theirs;
    return state.ptr; /* a text of SQLite ends in NUL */
}

static void
add_upper(struct buffer *text, struct slice word)
{
    for (size_t i = 0; i < word.len; i++) {
        char letter = word.ptr[i];

        if (letter >= 'a' && letter <= 'z')
            letter = (char)(letter - 'a' + 'A');
        buffer_add(text, &letter, 1);
    }
}

static void
describe_internet(struct lsof_file *file, struct lookup *lookup)
{
    const struct lsof_socket *socket = file->socket;

    file->type = socket->family == INET ? "IPv4" : "IPv6";
    file->protocol = socket->node;
    if (lsof_end_shown(&socket->local))
        lookup_end(lookup, &file->name, &socket->local, socket->node);
    if (lsof_end_shown(&socket->remote)) {
        buffer_format(&file->name, "->");
        lookup_end(lookup, &file->name, &socket->remote, socket->node);
    }
    file->tcp_state = slice_is(socket->state, "UNCONNECTED") ? "CLOSE" : state_word(socket->state);
    if (socket->protocol != 17 && socket->protocol != 136) /* lsof prints no states of UDP */
        file->state = file->tcp_state;
}

/* An address as the kernel prints it in hexadecimal: word by word, in its own byte order. */
static void
add_hex(struct buffer *text, const struct lsof_end *end, bool big_endian)
{
    for (size_t i = 0; i < end->ip.len; i++) {
        size_t byte = big_endian ? i : (i & ~(size_t)3) + 3 - (i & 3);

        buffer_format(text, "%02X", byte < end->ip.len ? (unsigned char)end->ip.ptr[byte] : 0u);
    }
    buffer_format(text, ":%04" PRIX64, end->port.known ? (uint64_t)end->port.value : 0);
}

/* Raw and icmp sockets, as the kernel prints them. */
static void
describe_raw(struct lsof_file *file, bool big_endian)
{
    const struct lsof_socket *socket = file->socket;
    bool raw = socket->protocol == RAW, four = socket->family == INET;

    file->type = raw ? four ? "raw" : "raw6" : four ? "icmp" : "icmp6";
    add_hex(&file->name, &socket->local, big_endian);
    buffer_format(&file->name, "->");
    add_hex(&file->name, &socket->remote, big_endian);
    if (raw && socket->st.known)
        buffer_format(&file->name, " st=%02" PRIX64, (uint64_t)socket->st.value);
}

static void
describe_unix(struct lsof_file *file)
{
    const struct lsof_socket *socket = file->socket;

    file->type = "unix";
    buffer_add(&file->name, socket->path.ptr, socket->path.len);
    if (socket->type.ptr) {
        buffer_format(&file->name, socket->path.len > 0 ? " type=" : "type=");
        add_upper(&file->name, socket->type);
    }
    file->state = state_word(socket->state);
}

static void
describe_netlink(struct lsof_file *file)
{
    const char *name = protocol_of_netlink(file->socket->protocol);

    file->type = "netlink";
    if (name)
        buffer_format(&file->name, "%s", name);
    else
        buffer_format(&file->name, "unknown protocol: %" PRId64, file->socket->protocol);
}

static void
describe_packet(struct lsof_file *file)
{
    file->type = "pack";
    file->protocol = protocol_of_ethernet(file->socket->protocol);
    if (!file->protocol &&
        snprintf(file->number_of_protocol, sizeof(file->number_of_protocol), "%" PRId64, file->socket->protocol) > 0)
        file->protocol = file->number_of_protocol;
    buffer_format(&file->name, "type=SOCK_");
    add_upper(&file->name, file->socket->type);
}

static void
add_other_end(struct buffer *name, const struct lsof_end *end)
{
    buffer_add(name, end->address.ptr, end->address.len);
    if (end->port.known)
        buffer_format(name, ":%" PRId64, end->port.value);
}

/* The other families, and sockets of which no table tells more. */
static void
describe_other(struct lsof_file *file)
{
    const struct lsof_socket *socket = file->socket;
    const char *family = protocol_of_family(socket->family);

    file->type = "sock";
    if (socket->protocol_name.len > 0)
        buffer_format(&file->name, "protocol: %.*s", (int)socket->protocol_name.len, socket->protocol_name.ptr);
    else if (family)
        buffer_format(&file->name, "protocol: %s", family);
    else
        buffer_format(&file->name, "can't identify protocol");
    if (socket->local.address.len > 0) {
        buffer_format(&file->name, " ");
        add_other_end(&file->name, &socket->local);
    }
    if (socket->remote.address.len > 0) {
        buffer_format(&file->name, "->");
        add_other_end(&file->name, &socket->remote);
    }
    if (socket->state.len > 0)
        file->state = state_word(socket->state);
}

void
describe_socket(struct lsof_file *file, struct lookup *lookup, bool big_endian)
{
    const struct lsof_socket *socket = file->socket;
    bool internet = socket->family == INET || socket->family == INET6;

    file->inode = socket->inode;
    if (internet && socket->local.ip.ptr && socket->node)
        describe_internet(file, lookup);
    else if (internet && socket->local.ip.ptr &&
             (socket->protocol == RAW || socket->protocol == ICMP || socket->protocol == ICMPV6))
        describe_raw(file, big_endian);
    else if (socket->family == UNIX && socket->state.ptr)
        describe_unix(file);
    else if (socket->family == NETLINK && socket->protocol_name.len == 0)
        describe_netlink(file);
    else if (socket->family == PACKET && socket->protocol_name.len == 0)
        describe_packet(file);
    else
        describe_other(file);
}

void
describe_link(struct lsof_file *file, struct slice kind)
{
    /* Files that the kernel makes itself, whose kind of inode is fixed: pipefs, anon_inodefs, nsfs. */
    static const struct {
        const char *kind, *type;
    } types[] = {
        { "pipe", "FIFO" },  { "anon_inode", "a_inode" }, { "mnt", "REG" }, { "net", "REG" },
        { "pid", "REG" },    { "user", "REG" },           { "uts", "REG" }, { "ipc", "REG" },
        { "cgroup", "REG" }, { "time", "REG" },
    };

    for (size_t i = 0; i < COUNT(types); i++) {
        if (!slice_is(kind, types[i].kind))
            continue;
        file->type = types[i].type;
        if (slice_is(kind, "anon_inode")) /* the rest of the link is its name */
            buffer_add(&file->name, file->link.ptr + kind.len + 1, file->link.len - kind.len - 1);
        else
            buffer_add(&file->name, kind.ptr, kind.len);
        return;
    }
    buffer_add(&file->name, file->link.ptr, file->link.len);
}

void
describe_unread(struct lsof_file *file, const char *place, const char *call, const char *reason)
{
    static const struct {
        const char *symbol, *text;
    } reasons[] = {
        { "EACCES", "Permission denied" },         { "EPERM", "Operation not permitted" },
        { "ENOENT", "No such file or directory" }, { "ESRCH", "No such process" },
        { "EIO", "Input/output error" },           { "ENOMEM", "Cannot allocate memory" },
        { "ENAMETOOLONG", "File name too long" },  { "ETIMEDOUT", "Connection timed out" },
    };
    const char *text = reason ? reason : "not known why";

    for (size_t i = 0; reason && i < COUNT(reasons); i++)
        if (strcmp(reason, reasons[i].symbol) == 0)
            text = reasons[i].text;
    file->unread = true;
    if (call)
        buffer_format(&file->name, "%s (%s: %s)", place, call, text);
    else
        buffer_format(&file->name, "%s", place);
}
