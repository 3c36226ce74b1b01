/* phases.c: what later phases need of what was written. */
#include "tests/support/test.h"

#include "collect/phases.h"

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
write_member(struct scene *scene, const char *name, const struct bytes *content)
{
    struct attempt a = { 0 };

    attempt_begin(&a, "net/4026531840/before", "", name);
    bytes_append(&a.content, content->data, content->len);
    attempt_read(&a);
    scene_written(scene, &a);
    attempt_free(&a);
}

static bool
has(const struct scene *scene, const char *target)
{
    struct bytes text = { 0 };
    bool found;

    bytes_text(&text, target);
    found = unix_queue_has(&scene->host.queue, &text);
    bytes_free(&text);
    return found;
}

/* A dump of more than one part counts to its end, and then the table is not wanted. */
TEST(later_parts_of_the_unix_dump_count)
{
    static const char table[] = "Num       RefCount Protocol Flags    Type St Inode Path\n"
                                "0000000000000000: 00000002 00000000 00010000 0001 01 44 /run/x\n";
    struct options options = { 0 };
    struct scene scene = { .host.options = &options };
    struct bytes part = { 0 }, text = { 0 };

    put_socket(&part, 11);
    write_member(&scene, "diag/unix", &part);
    bytes_clear(&part);
    put_socket(&part, 22);
    write_member(&scene, "diag/unix.1", &part);
    bytes_clear(&part);
    put_socket(&part, 33);
    put_done(&part);
    write_member(&scene, "diag/unix.12", &part);
    bytes_text(&text, table);
    write_member(&scene, "unix", &text);
    unix_queue_sort(&scene.host.queue);
    assert_true(has(&scene, "socket:[11]"));
    assert_true(has(&scene, "socket:[22]"));
    assert_true(has(&scene, "socket:[33]"));
    assert_false(has(&scene, "socket:[44]"));
    /* the next namespace has no dump that is whole */
    bytes_clear(&part);
    put_socket(&part, 55);
    write_member(&scene, "diag/unix", &part);
    write_member(&scene, "unix", &text);
    unix_queue_sort(&scene.host.queue);
    assert_true(has(&scene, "socket:[44]"));
    unix_queue_free(&scene.host.queue);
    bytes_free(&part);
    bytes_free(&text);
}
