#include "tests/support/netlink.h"

#include <errno.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/test.h"

/* Adds one datagram to the buffer; true when the dump is over. */
static bool
receive(int fd, char *room, size_t size, struct buffer *all, int *error)
{
    ssize_t got = recv(fd, room, size, 0);
    size_t left;

    assert_true(got > 0);
    left = (size_t)got;
    buffer_add(all, room, left);
    for (struct nlmsghdr *header = (void *)room; NLMSG_OK(header, left); header = NLMSG_NEXT(header, left)) {
        if (header->nlmsg_type == NLMSG_ERROR)
            *error = -((struct nlmsgerr *)NLMSG_DATA(header))->error;
        if (header->nlmsg_type == NLMSG_ERROR || header->nlmsg_type == NLMSG_DONE)
            return true;
    }
    return false;
}

struct buffer
netlink_dump(int protocol, unsigned type, const void *body, size_t len, int *error)
{
    const size_t room_size = 1 << 18;
    struct nlmsghdr header = {
        .nlmsg_len = (uint32_t)(NLMSG_HDRLEN + len),
        .nlmsg_type = (uint16_t)type,
        .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
        .nlmsg_seq = 1,
    };
    struct buffer request = { 0 };
    struct buffer all = { 0 };
    char *room = malloc(room_size);
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);

    assert_true(fd >= 0);
    assert_non_null(room);
    *error = 0;
    buffer_add(&request, &header, sizeof(header));
    buffer_add(&request, body, len);
    assert_int_equal(send(fd, request.ptr, request.len, 0), request.len);
    while (!receive(fd, room, room_size, &all, error))
        ;
    assert_int_equal(close(fd), 0);
    buffer_free(&request);
    free(room);
    return all;
}

static void
put(struct made *made, size_t width, uint64_t value, bool big_endian)
{
    unsigned char bytes[8];

    for (size_t i = 0; i < width; i++)
        bytes[big_endian ? width - 1 - i : i] = (unsigned char)(value >> 8 * i);
    buffer_add(&made->bytes, bytes, width);
}

void
made_number(struct made *made, size_t width, uint64_t value)
{
    put(made, width, value, made->big_endian);
}

void
made_network(struct made *made, size_t width, uint64_t value)
{
    put(made, width, value, true);
}

void
made_bytes(struct made *made, const void *bytes, size_t len)
{
    buffer_add(&made->bytes, bytes, len);
}

static void
pad(struct made *made)
{
    static const char zeros[4];

    buffer_add(&made->bytes, zeros, (4 - made->bytes.len % 4) % 4);
}

/* Writes the length of what began at that offset into its first bytes. */
static void
set_length(struct made *made, size_t from, size_t width)
{
    size_t end = made->bytes.len;

    made->bytes.len = from;
    made_number(made, width, end - from);
    made->bytes.len = end;
}

void
made_begin(struct made *made, unsigned type, unsigned flags)
{
    made->message = made->bytes.len;
    made_number(made, 4, 0);
    made_number(made, 2, type);
    made_number(made, 2, flags);
    made_number(made, 4, 1);
    made_number(made, 4, 0);
}

void
made_end(struct made *made)
{
    set_length(made, made->message, 4);
    pad(made);
}

size_t
made_open(struct made *made, unsigned type)
{
    size_t at = made->bytes.len;

    made_number(made, 2, 0);
    made_number(made, 2, type);
    return at;
}

void
made_close(struct made *made, size_t opened)
{
    set_length(made, opened, 2);
    pad(made);
}

void
made_attribute(struct made *made, unsigned type, const void *bytes, size_t len)
{
    size_t opened = made_open(made, type);

    made_bytes(made, bytes, len);
    made_close(made, opened);
}

void
made_attribute_number(struct made *made, unsigned type, size_t width, uint64_t value)
{
    size_t opened = made_open(made, type);

    made_number(made, width, value);
    made_close(made, opened);
}

void
made_attribute_network(struct made *made, unsigned type, size_t width, uint64_t value)
{
    size_t opened = made_open(made, type);

    made_network(made, width, value);
    made_close(made, opened);
}

void
made_attribute_text(struct made *made, unsigned type, const char *text)
{
    made_attribute(made, type, text, strlen(text) + 1);
}

void
made_done(struct made *made, int status)
{
    made_begin(made, NLMSG_DONE, NLM_F_MULTI);
    made_number(made, 4, (uint32_t)status);
    made_end(made);
}
