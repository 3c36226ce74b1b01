#include "collect/base/netlink.h"

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * One answer has at most 32 KiB if the buffer takes that (netlink_recvmsg(), max_recvmsg_len).  Twice that for large
 * pages.
 */
#define ANSWER_SIZE 65536

/* SO_RCVBUF.  The kernel continues a dump only as it is read, so a dump never fills this buffer. */
#define RECEIVE_BUFFER (1 << 20)

/* nlmsg_seq.  A socket carries one request at a time, so the number distinguishes nothing. */
#define SEQUENCE 1

int
netlink_socket(struct guard *guard, int protocol)
{
    int size = RECEIVE_BUFFER;
    int fd = guard_socket(guard, AF_NETLINK, SOCK_RAW, protocol);

    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)) != 0) {
        int saved = errno;

        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

void
netlink_begin(struct bytes *out, unsigned type)
{
    struct nlmsghdr header = { .nlmsg_type = (unsigned short)type,
                               .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
                               .nlmsg_seq = SEQUENCE };

    bytes_clear(out);
    bytes_append(out, &header, sizeof(header));
}

void
netlink_finish(struct bytes *out)
{
    uint32_t len = (uint32_t)out->len;

    if (!out->failed)
        memcpy(out->data + offsetof(struct nlmsghdr, nlmsg_len), &len, sizeof(len));
}

int
netlink_send(struct guard *guard, int fd, const struct bytes *request)
{
    struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };

    if (request->failed) {
        errno = ENOMEM;
        return -1;
    }
    return guard_send(guard, fd, request->data, request->len, &kernel, sizeof(kernel)) < 0 ? -1 : 0;
}

/*
 * NLMSG_ERROR begins with a negative errno value, and since Linux 4.17 so does NLMSG_DONE, or with a length.  Returns it as
 * positive, or 0; EPROTO for a value that is none.
 */
static int
end_error(const char *message, const struct nlmsghdr *header)
{
    int32_t error = header->nlmsg_type == NLMSG_ERROR ? INT32_MIN : 0;

    if (header->nlmsg_len >= NLMSG_HDRLEN + sizeof(error))
        memcpy(&error, message + NLMSG_HDRLEN, sizeof(error));
    if (error <= -4096)
        return EPROTO;
    return error < 0 ? -error : 0;
}

int
netlink_scan(const char *data, size_t len, struct netlink_answer *answer)
{
    size_t at = 0;

    while (at < len && !answer->done) {
        struct nlmsghdr header;
        size_t size;

        if (len - at < sizeof(header))
            return -1;
        memcpy(&header, data + at, sizeof(header));
        size = header.nlmsg_len;
        if (size < sizeof(header) || size > len - at)
            return -1;
        if (header.nlmsg_flags & NLM_F_DUMP_INTR)
            answer->interrupted = true;
        if (header.nlmsg_type == NLMSG_DONE || header.nlmsg_type == NLMSG_ERROR) {
            answer->done = true;
            answer->error = end_error(data + at, &header);
        }
        size = (size + NLMSG_ALIGNTO - 1) & ~(size_t)(NLMSG_ALIGNTO - 1);
        at += size < len - at ? size : len - at;
    }
    return 0;
}

int
netlink_receive(struct guard *guard, int fd, struct bytes *content, struct netlink_answer *answer)
{
    struct sockaddr_nl from;
    ssize_t count;
    char *room;

    do { /* any process can send to this socket; only the kernel has port 0 */
        memset(&from, 0, sizeof(from));
        room = bytes_room(content, ANSWER_SIZE);
        if (!room) {
            errno = ENOMEM;
            return -1;
        }
        count = guard_receive(guard, fd, room, ANSWER_SIZE, &from, sizeof(from));
        if (count < 0)
            return -1;
    } while (from.nl_pid != 0);
    if (count > ANSWER_SIZE) { /* with MSG_TRUNC, recv(2) returns the full length */
        errno = EMSGSIZE;
        return -1;
    }
    if (count == 0 || netlink_scan(room, (size_t)count, answer) != 0) {
        errno = EBADMSG;
        return -1;
    }
    bytes_grew(content, (size_t)count);
    return 0;
}

/* The size with its padding, but at most `len`, the bytes that are left. */
static size_t
aligned(size_t size, size_t len)
{
    size = (size + NLMSG_ALIGNTO - 1) & ~(size_t)(NLMSG_ALIGNTO - 1);
    return size < len ? size : len;
}

bool
netlink_next(struct netlink_messages *messages, struct netlink_message *message)
{
    struct nlmsghdr header;
    size_t step;

    if (messages->len < sizeof(header))
        return false;
    memcpy(&header, messages->data, sizeof(header));
    if (header.nlmsg_len < sizeof(header) || header.nlmsg_len > messages->len)
        return false;
    *message = (struct netlink_message){ header.nlmsg_type, messages->data + sizeof(header),
                                         header.nlmsg_len - sizeof(header) };
    step = aligned(header.nlmsg_len, messages->len);
    messages->data += step;
    messages->len -= step;
    return true;
}

struct netlink_attributes
netlink_attributes(const struct netlink_message *message, size_t fixed)
{
    size_t skip = aligned(fixed, message->len);

    return (struct netlink_attributes){ message->data + skip, message->len - skip };
}

struct netlink_attributes
netlink_inside(const struct netlink_attribute *attribute)
{
    return (struct netlink_attributes){ attribute->data, attribute->len };
}

bool
netlink_next_attribute(struct netlink_attributes *attributes, struct netlink_attribute *attribute)
{
    struct nlattr header;
    size_t step;

    if (attributes->len < sizeof(header))
        return false;
    memcpy(&header, attributes->data, sizeof(header));
    if (header.nla_len < sizeof(header) || header.nla_len > attributes->len)
        return false;
    *attribute = (struct netlink_attribute){ header.nla_type & (unsigned)NLA_TYPE_MASK,
                                             attributes->data + sizeof(header), header.nla_len - sizeof(header) };
    step = aligned(header.nla_len, attributes->len);
    attributes->data += step;
    attributes->len -= step;
    return true;
}
