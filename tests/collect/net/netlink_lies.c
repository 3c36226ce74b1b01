/*
 * Netlink answers that lie: a socket pair stands for the kernel, which does not do any of this by itself.
 */
#include "tests/support/test.h"

#include "collect/base/limits.h"
#include "collect/net/generic.h"
#include "collect/net/netlink_dump.h"
#include "collect/work/pool.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What is received on one end, and what is sent on the other. */
struct line {
    int ends[2];
    struct worker worker;
    struct netlink_dump dump;
};

static struct line
new_line(void)
{
    struct line line = { .dump = { .dump = &dumps[dump_find("diag/tcp")] } };

    assert_int_equal(socketpair(AF_UNIX, SOCK_DGRAM, 0, line.ends), 0);
    line.dump.fd = line.ends[0];
    return line;
}

static void
end_line(struct line *line)
{
    close(line->ends[0]);
    close(line->ends[1]);
    attempt_free(&line->worker.attempt);
}

static void
say(const struct line *line, const void *bytes, size_t size)
{
    assert_int_equal(send(line->ends[1], bytes, size, 0), (ssize_t)size);
}

/* Appends a message with that length in its header, whatever its size is. */
static void
put(struct bytes *out, uint32_t len, unsigned type, unsigned flags, const void *body, size_t size)
{
    struct nlmsghdr header = {
        .nlmsg_len = len, .nlmsg_type = (uint16_t)type, .nlmsg_flags = (uint16_t)flags, .nlmsg_seq = 1
    };

    bytes_append(out, &header, sizeof(header));
    bytes_append(out, body, size);
}

static void
put_end(struct bytes *out, unsigned type, int32_t error)
{
    put(out, NLMSG_HDRLEN + sizeof(error), type, NLM_F_MULTI, &error, sizeof(error));
}

static int
listen_to(struct line *line)
{
    errno = 0;
    return netlink_dump_listen(&line->dump, &line->worker, LIMIT_DUMP_PART);
}

/* Nothing of an answer is kept whose lengths do not add up, and it is an error. */
TEST(netlink_lengths_that_lie)
{
    static const uint32_t lengths[] = { 0, 1, 15, 29, 30, 4096, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff };

    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        struct line line = new_line();
        struct bytes text = { 0 };

        put(&text, NLMSG_HDRLEN, NLMSG_NOOP, NLM_F_MULTI, NULL, 0); /* the second message lies */
        put(&text, lengths[i], SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, "twelve bytes", 12);
        say(&line, text.data, text.len);
        assert_int_equal(listen_to(&line), -1);
        assert_int_equal(errno, EBADMSG);
        assert_int_equal(line.worker.attempt.content.len, 0);
        bytes_free(&text);
        end_line(&line);
    }
}

TEST(netlink_answer_that_is_empty_or_cut)
{
    struct line line = new_line();
    struct bytes text = { 0 };

    say(&line, "", 0);
    assert_int_equal(listen_to(&line), -1);
    assert_int_equal(errno, EBADMSG);
    put_end(&text, NLMSG_DONE, 0);
    for (size_t len = 1; len < text.len; len++) {
        say(&line, text.data, len);
        assert_int_equal(listen_to(&line), -1);
        assert_int_equal(errno, EBADMSG);
    }
    assert_int_equal(line.worker.attempt.content.len, 0);
    bytes_free(&text);
    end_line(&line);
}

/* Longer than any answer that the kernel gives. */
TEST(netlink_answer_that_is_too_long)
{
    struct line line = new_line();
    size_t size = 100000;
    char *zeros = calloc(1, size);

    assert_non_null(zeros);
    say(&line, zeros, size);
    assert_int_equal(listen_to(&line), -1);
    assert_int_equal(errno, EMSGSIZE);
    assert_int_equal(line.worker.attempt.content.len, 0);
    free(zeros);
    end_line(&line);
}

/* What an answer says of its end: an error is never a whole dump. */
TEST(netlink_ends_that_lie)
{
    static const struct {
        unsigned type;
        uint32_t len;
        int32_t value;
        int error;
    } ends[] = {
        { NLMSG_DONE, 20, 0, 0 },
        { NLMSG_DONE, 16, 0, 0 }, /* before Linux 4.17 */
        { NLMSG_DONE, 20, 77, 0 },
        { NLMSG_DONE, 20, -ENOMEM, ENOMEM },
        { NLMSG_DONE, 20, -5000, EPROTO },
        { NLMSG_ERROR, 20, -ENOBUFS, ENOBUFS },
        { NLMSG_ERROR, 20, INT32_MIN, EPROTO },
        { NLMSG_ERROR, 16, 0, EPROTO },
    };

    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        struct line line = new_line();
        struct bytes text = { 0 };

        put(&text, ends[i].len, ends[i].type, NLM_F_MULTI, &ends[i].value, ends[i].len - NLMSG_HDRLEN);
        say(&line, text.data, text.len);
        assert_int_equal(listen_to(&line), 0);
        assert_true(line.dump.answer.done);
        if (line.dump.answer.error != ends[i].error)
            fail_msg("%zu: %d", i, line.dump.answer.error);
        bytes_free(&text);
        end_line(&line);
    }
}

/* The mark of a dump that changed meanwhile counts on whichever message it is, and what is behind the end does not. */
TEST(netlink_dump_that_was_interrupted)
{
    struct line line = new_line();
    struct bytes text = { 0 };

    put(&text, 20, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI | NLM_F_DUMP_INTR, "abcd", 4);
    put(&text, 20, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, "efgh", 4);
    say(&line, text.data, text.len);
    bytes_clear(&text);
    put_end(&text, NLMSG_DONE, 0);
    put_end(&text, NLMSG_ERROR, -EIO);
    say(&line, text.data, text.len);
    assert_int_equal(listen_to(&line), 0);
    assert_true(line.dump.answer.done);
    assert_true(line.dump.answer.interrupted);
    assert_int_equal(line.dump.answer.error, 0);
    bytes_free(&text);
    end_line(&line);
}

/* Says the same without end, until nobody listens. */
static void *
say_for_ever(void *context)
{
    const struct line *line = context;
    struct bytes text = { 0 };

    for (int i = 0; i < 500; i++)
        put(&text, 20, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, "abcd", 4);
    while (send(line->ends[1], text.data, text.len, MSG_NOSIGNAL) > 0)
        continue;
    bytes_free(&text);
    return NULL;
}

/* A dump without end comes in parts, each cut between messages; how many there are is limited in unit_dumps.c. */
TEST(netlink_dump_without_end)
{
    struct line line = new_line();
    struct netlink_answer answer = { 0 };
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, say_for_ever, &line), 0);
    for (int part = 0; part < 3; part++) {
        struct bytes *content = &line.worker.attempt.content;

        assert_int_equal(listen_to(&line), 0);
        assert_false(line.dump.answer.done);
        assert_true(content->len >= LIMIT_DUMP_PART && content->len < LIMIT_DUMP_PART + 65536);
        assert_int_equal(netlink_scan(content->data, content->len, &answer), 0);
        bytes_clear(content);
    }
    close(line.ends[0]); /* which the sender notices, even if it waits for room */
    assert_int_equal(pthread_join(thread, NULL), 0);
    close(line.ends[1]);
    attempt_free(&line.worker.attempt);
}

/* Any process may send to our socket.  What comes from another port than the kernel's is no answer. */
TEST(netlink_answers_of_others)
{
    int fd = netlink_socket(&(struct guard){ 0 }, NETLINK_SOCK_DIAG);
    int other = netlink_socket(&(struct guard){ 0 }, NETLINK_SOCK_DIAG);
    struct netlink_dump dump = { .dump = &dumps[dump_find("diag/netlink")], .fd = fd };
    struct sockaddr_nl name = { 0 };
    socklen_t size = sizeof(name);
    struct worker worker = { .tid = 0 };
    struct bytes request = { 0 }, forged = { 0 };

    assert_true(fd >= 0 && other >= 0);
    dump_request(&request, dump.dump, &(struct dump_options){ .family = 0 });
    assert_int_equal(netlink_send(&(struct guard){ 0 }, fd, &request), 0); /* which gives the socket a port */
    assert_int_equal(getsockname(fd, (struct sockaddr *)&name, &size), 0);
    put(&forged, 20, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, "fake", 4);
    if (sendto(other, forged.data, forged.len, 0, (struct sockaddr *)&name, size) < 0)
        assert_true(geteuid() != 0); /* an ordinary user may not */
    assert_int_equal(netlink_dump_listen(&dump, &worker, LIMIT_DUMP_PART), 0);
    assert_true(dump.answer.done);
    assert_int_equal(dump.answer.error, 0);
    assert_true(worker.attempt.content.len > 0);
    assert_null(memmem(worker.attempt.content.data, worker.attempt.content.len, "fake", 4));
    attempt_free(&worker.attempt);
    bytes_free(&request);
    bytes_free(&forged);
    close(fd);
    close(other);
}

/* Each bit of an answer flipped, each length cut: whatever the walkers see is inside the bytes (the sanitizers look). */
TEST(netlink_attributes_that_lie)
{
    struct bytes text = { 0 }, body = { 0 }, inner = { 0 };
    uint16_t kind[] = { 4 + 10, IFLA_INFO_KIND };
    uint16_t info[] = { 0, IFLA_LINKINFO };
    struct ifinfomsg link = { .ifi_index = 3 };

    bytes_append(&inner, kind, sizeof(kind));
    bytes_append(&inner, "wireguard\0\0", 12);
    info[0] = (uint16_t)(4 + inner.len);
    bytes_append(&body, &link, sizeof(link));
    bytes_append(&body, info, sizeof(info));
    bytes_append(&body, inner.data, inner.len);
    put(&text, (uint32_t)(NLMSG_HDRLEN + body.len), RTM_NEWLINK, NLM_F_MULTI, body.data, body.len);
    put(&text, (uint32_t)(NLMSG_HDRLEN + body.len), GENL_ID_CTRL, NLM_F_MULTI, body.data, body.len);
    put(&text, (uint32_t)(NLMSG_HDRLEN + body.len), GENL_MIN_ID + 5, NLM_F_MULTI, body.data, body.len);
    for (size_t bit = 0; bit < 8 * text.len; bit++) {
        size_t len = bit % (text.len + 1);
        char *copy = malloc(text.len); /* of its own, so that a byte behind it is noticed */
        struct numbers interfaces = { 0 };
        struct generic generic = { 0 };

        assert_non_null(copy);
        memcpy(copy, text.data, text.len);
        copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
        for (int i = 0; i < 2; i++, len = text.len) {
            generic_take(&generic, copy, len);
            assert_int_equal(generic_add_interfaces(&interfaces, copy, len), 0);
            generic_wipe_keys(copy, len);
        }
        numbers_free(&interfaces);
        free(copy);
    }
    bytes_free(&text);
    bytes_free(&body);
    bytes_free(&inner);
}
