/* What later phases need of what was read of a network namespace. */
#include "tests/support/test.h"

#include "collect/net/netview.h"

#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <string.h>
#include <sys/socket.h>

/* A message of a unix dump: a socket for datagrams, which may have descriptors in flight. */
static void
put_socket(struct bytes *out, uint32_t inode)
{
    struct nlmsghdr head = { .nlmsg_len = NLMSG_LENGTH(sizeof(struct unix_diag_msg)),
                             .nlmsg_type = SOCK_DIAG_BY_FAMILY };
    struct unix_diag_msg msg = { .udiag_family = AF_UNIX, .udiag_type = SOCK_DGRAM, .udiag_ino = inode };

    bytes_append(out, &head, sizeof(head));
    bytes_append(out, &msg, sizeof(msg));
}

static void
put_done(struct bytes *out)
{
    struct nlmsghdr head = { .nlmsg_len = sizeof(head), .nlmsg_type = NLMSG_DONE };

    bytes_append(out, &head, sizeof(head));
}

static void
tell(const struct attempt *a)
{
    if (a->written)
        a->written(a->context, a);
}

static void
write_part(struct net_target *target, const struct bytes *content)
{
    struct attempt a = { 0 };

    attempt_begin(&a, "net/4026531840/before", "", "diag/unix");
    bytes_append(&a.content, content->data, content->len);
    attempt_read(&a);
    net_target_has_dump(target, &dumps[dump_find("diag/unix")], &a);
    tell(&a);
    attempt_free(&a);
}

static void
write_table(struct net_target *target, const char *text)
{
    size_t at = source_next(SCOPE_NET_SOCKETS, 0);
    struct attempt a = { 0 };

    while (strcmp(sources[at].path, "unix") != 0)
        at = source_next(SCOPE_NET_SOCKETS, at + 1);
    attempt_begin(&a, "net/4026531840/before", "", "unix");
    bytes_text(&a.content, text);
    attempt_read(&a);
    net_target_has_table(target, &sources[at], &a);
    tell(&a);
    attempt_free(&a);
}

static bool
has(const struct netview *view, const char *target)
{
    struct bytes text = { 0 };
    bool found;

    bytes_text(&text, target);
    found = unix_queue_has(&view->queue, &text);
    bytes_free(&text);
    return found;
}

/* A dump of more than one part counts to its end, and then the table is not wanted. */
TEST(later_parts_of_the_unix_dump_count)
{
    static const char table[] = "Num       RefCount Protocol Flags    Type St Inode Path\n"
                                "0000000000000000: 00000002 00000000 00010000 0001 01 44 /run/x\n";
    struct host host = { 0 };
    struct netview view = { .host = &host };
    struct net_target target = { .view = &view }, next = target;
    struct bytes part = { 0 };

    inodes_init(&view.seen);
    put_socket(&part, 11);
    write_part(&target, &part);
    bytes_clear(&part);
    put_socket(&part, 22);
    write_part(&target, &part);
    bytes_clear(&part);
    put_socket(&part, 33);
    put_done(&part);
    write_part(&target, &part);
    write_table(&target, table);
    unix_queue_sort(&view.queue);
    assert_true(has(&view, "socket:[11]"));
    assert_true(has(&view, "socket:[22]"));
    assert_true(has(&view, "socket:[33]"));
    assert_false(has(&view, "socket:[44]"));
    /* the next namespace has no dump that is whole */
    bytes_clear(&part);
    put_socket(&part, 55);
    write_part(&next, &part);
    write_table(&next, table);
    unix_queue_sort(&view.queue);
    assert_true(has(&view, "socket:[44]"));
    /* the pass behind the descriptor walk has no part in it */
    next = (struct net_target){ .view = &view, .pass.again = true };
    bytes_clear(&part);
    put_socket(&part, 66);
    put_done(&part);
    write_part(&next, &part);
    unix_queue_sort(&view.queue);
    assert_false(has(&view, "socket:[66]"));
    unix_queue_free(&view.queue);
    inodes_free(&view.seen);
    bytes_free(&part);
}
