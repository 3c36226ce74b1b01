/* unix_queue.c: which unix sockets may have descriptors in flight, from dumps and tables that may hold any bytes. */
#include "tests/support/test.h"

#include "collect/base/limits.h"
#include "collect/net/unix_queue.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* Puts a message of a dump: a socket with `bytes` in its queue, without that attribute where the number is negative. */
static void
put_socket(struct bytes *dump, uint32_t inode, uint8_t type, int queued)
{
    struct unix_diag_msg msg = { .udiag_family = AF_UNIX, .udiag_type = type, .udiag_ino = inode };
    struct unix_diag_rqlen queue = { .udiag_rqueue = (uint32_t)queued };
    struct rtattr name = { .rta_len = RTA_LENGTH(3), .rta_type = UNIX_DIAG_NAME };
    struct rtattr rqlen = { .rta_len = RTA_LENGTH(sizeof(queue)), .rta_type = UNIX_DIAG_RQLEN };
    size_t tail = queued < 0 ? 0 : RTA_SPACE(3) + RTA_SPACE(sizeof(queue));
    struct nlmsghdr header = { .nlmsg_len = (uint32_t)(NLMSG_SPACE(sizeof(msg)) + tail),
                               .nlmsg_type = SOCK_DIAG_BY_FAMILY };

    bytes_append(dump, &header, sizeof(header));
    bytes_append(dump, &msg, sizeof(msg));
    if (queued < 0)
        return;
    bytes_append(dump, &name, sizeof(name));
    bytes_append(dump, "/a\0\0", 4); /* an attribute of odd length before it */
    bytes_append(dump, &rqlen, sizeof(rqlen));
    bytes_append(dump, &queue, sizeof(queue));
}

static void
put_done(struct bytes *dump)
{
    struct nlmsghdr header = { .nlmsg_len = NLMSG_LENGTH(sizeof(int)), .nlmsg_type = NLMSG_DONE };

    bytes_append(dump, &header, sizeof(header));
    bytes_append(dump, &(int){ 0 }, sizeof(int));
}

static bool
has(struct unix_queue *q, const char *target)
{
    struct bytes text = { 0 };
    bool found;

    unix_queue_sort(q);
    bytes_text(&text, target);
    found = unix_queue_has(q, &text);
    bytes_free(&text);
    return found;
}

TEST(unix_queue_of_a_dump)
{
    struct unix_queue q = { 0 };
    struct bytes dump = { 0 };

    put_socket(&dump, 11, SOCK_STREAM, 5);
    put_socket(&dump, 12, SOCK_STREAM, 0);
    put_socket(&dump, 13, SOCK_DGRAM, 0); /* a message without a byte may wait there */
    put_socket(&dump, 14, SOCK_SEQPACKET, 0);
    put_socket(&dump, 15, SOCK_STREAM, -1);
    assert_false(unix_queue_add_dump(&q, dump.data, dump.len, false)); /* another part follows */
    put_done(&dump);
    assert_true(unix_queue_add_dump(&q, dump.data, dump.len, false));
    assert_true(has(&q, "socket:[11]"));
    assert_false(has(&q, "socket:[12]"));
    assert_true(has(&q, "socket:[13]"));
    assert_true(has(&q, "socket:[14]"));
    assert_false(has(&q, "socket:[15]"));
    assert_false(has(&q, "socket:["));
    assert_int_equal(q.left_out, 0);
    assert_true(unix_queue_add_dump(&q, dump.data, dump.len, true));
    assert_true(has(&q, "socket:[12]"));
    unix_queue_free(&q);
    bytes_free(&dump);
}

TEST(unix_queue_counts_what_is_too_many)
{
    struct unix_queue q = { 0 };
    struct bytes dump = { 0 };

    for (uint32_t i = 0; i < LIMIT_UNIX_QUEUE + 7; i++)
        put_socket(&dump, 1000 + i, SOCK_DGRAM, 0);
    put_socket(&dump, 999, SOCK_DGRAM, 1); /* the queue of this socket is known */
    put_done(&dump);
    assert_true(unix_queue_add_dump(&q, dump.data, dump.len, false));
    assert_int_equal(q.left_out, 7);
    assert_int_equal(q.count, LIMIT_UNIX_QUEUE + 1);
    assert_true(has(&q, "socket:[999]"));
    unix_queue_free(&q);
    bytes_free(&dump);
}

/* A dump that is cut, or whose lengths are false, yields its whole messages and nothing more. */
TEST(unix_queue_survives_any_dump)
{
    struct bytes dump = { 0 };
    size_t first;

    put_socket(&dump, 11, SOCK_STREAM, 5);
    first = dump.len;
    put_socket(&dump, 12, SOCK_STREAM, 5);
    put_done(&dump);
    for (size_t len = 0; len <= dump.len; len++) {
        struct bytes copy = { 0 }; /* of exactly that size, so that a sanitizer sees a read beyond it */
        struct unix_queue q = { 0 };

        bytes_append(&copy, dump.data, len);
        assert_int_equal(unix_queue_add_dump(&q, copy.data, copy.len, false), len == dump.len);
        assert_int_equal(q.count, (len >= first) + (len >= 2 * first));
        unix_queue_free(&q);
        bytes_free(&copy);
    }
    for (size_t at = 0; at < dump.len; at++)
        for (int value = 0; value < 256; value += 51) {
            struct bytes copy = { 0 };
            struct unix_queue q = { 0 };

            bytes_append(&copy, dump.data, dump.len);
            copy.data[at] = (char)value;
            (void)unix_queue_add_dump(&q, copy.data, copy.len, false);
            assert_true(q.count <= 3);
            unix_queue_free(&q);
            bytes_free(&copy);
        }
    bytes_free(&dump);
}

#define ROW "0000000000000000: 00000002 00000000 00000000 0002 01 "

TEST(unix_queue_of_a_table)
{
    static const char text[] = "Num       RefCount Protocol Flags    Type St Inode Path\n" ROW "  21 /run/a b\n" ROW
                               "22\n" ROW "99999999999999999999999 /huge\n"
                               "of a path with a newline 1 2 3 4 5 6 7\n"
                               "\n" ROW "23 @x"; /* cut */
    struct unix_queue q = { 0 };

    unix_queue_add_table(&q, text, sizeof(text) - 1, false);
    assert_true(has(&q, "socket:[21]"));
    assert_true(has(&q, "socket:[22]"));
    assert_true(has(&q, "socket:[23]"));
    assert_true(q.count <= 5); /* a malformed row may only cause one more descriptor to be read */
    unix_queue_free(&q);
    for (size_t len = 0; len < sizeof(text); len++) {
        struct bytes copy = { 0 };

        q = (struct unix_queue){ 0 };
        bytes_append(&copy, text, len);
        unix_queue_add_table(&q, copy.data, copy.len, false);
        unix_queue_free(&q);
        bytes_free(&copy);
    }
}

TEST(unix_queue_of_a_table_that_is_too_long)
{
    struct unix_queue q = { 0 };
    struct bytes text = { 0 };

    for (unsigned i = 0; i < LIMIT_UNIX_QUEUE + 1; i++)
        bytes_format(&text, ROW "%u\n", 1 + i);
    unix_queue_add_table(&q, text.data, text.len, false);
    assert_int_equal(q.count, 0);
    assert_int_equal(q.left_out, LIMIT_UNIX_QUEUE + 1);
    unix_queue_add_table(&q, text.data, text.len, true);
    assert_int_equal(q.count, LIMIT_UNIX_QUEUE + 1);
    unix_queue_free(&q);
    bytes_free(&text);
}
