/* fdinfo.c on a directory that looks like one of /proc/<pid>. */
#include "tests/support/test.h"

#include "collect/process/fdinfo.h"
#include "tests/support/temporary.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
says_more(const char *target)
{
    struct bytes text = { 0 };
    bool result;

    bytes_text(&text, target);
    result = fdinfo_says_more(&text);
    bytes_free(&text);
    return result;
}

TEST(fdinfo_of_which_links)
{
    static const char *const more[] = { "anon_inode:[eventpoll]", "anon_inode:[io_uring]", "anon_inode:inotify",
                                        "anon_inode:bpf-prog",    "pidfd:[812]",           "/dev/net/tun" };
    static const char *const no_more[] = { "",          "/",           "/net/tu",     "dev/net/tun", "anon_inode",
                                           "pipe:[12]", "/net/tun/..", "socket:[12]", "pidfd" };

    for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++)
        assert_true(says_more(more[i]));
    for (size_t i = 0; i < sizeof(no_more) / sizeof(no_more[0]); i++)
        assert_false(says_more(no_more[i]));
}

struct fake {
    char path[32];
    int dir;
};

static struct fake
new_fake(void)
{
    struct fake fake = { .path = "/tmp/collect-fdinfo-XXXXXX" };

    fake.dir = temporary_make(fake.path);
    assert_int_equal(mkdirat(fake.dir, "fdinfo", 0700), 0);
    return fake;
}

static void
write_info(const struct fake *fake, unsigned number, const char *text, size_t len)
{
    char name[32];
    int fd;

    snprintf(name, sizeof(name), "fdinfo/%u", number);
    fd = openat(fake->dir, name, O_WRONLY | O_CREAT, 0600);
    assert_int_equal(write(fd, text, len), len);
    assert_int_equal(close(fd), 0);
}

static void
remove_fake(struct fake *fake)
{
    temporary_remove(fake->path, fake->dir);
}

TEST(fdinfo_lines_bear_their_descriptor)
{
    static const char want[] = "fd/3\tpos:\t0\nfd/3\t\nfd/3\tscm_fds: 1\nfd/4\tcut off\nfd/7\t!ENOENT\n"
                               "fd/4294967295\ta\0b\n";
    unsigned values[] = { 3, 4, 5, 7, 4294967295 };
    struct numbers numbers = { values, 5, 5 };
    struct fake fake = new_fake();
    struct attempt a = { 0 };

    write_info(&fake, 3, "pos:\t0\n\nscm_fds: 1\n", 19);
    write_info(&fake, 4, "cut off", 7);
    write_info(&fake, 5, "", 0);
    write_info(&fake, 4294967295, "a\0b\n", 4); /* descriptor 7 was closed meanwhile */
    attempt_begin(&a, "proc/1", "/proc/1", "fdinfo");
    fdinfo_read(&a, &(struct guard){ 0 }, fake.dir, &numbers, &(struct host){ .file_seconds = 5, .is_procfs = true });
    assert_int_equal(a.state, STATE_ok);
    assert_int_equal(a.content.len, sizeof(want) - 1);
    assert_memory_equal(a.content.data, want, sizeof(want) - 1);
    attempt_free(&a);
    remove_fake(&fake);
}

/* The file is longer than one read. */
TEST(fdinfo_of_a_descriptor_with_many_lines)
{
    unsigned values[] = { 8 };
    struct numbers numbers = { values, 1, 1 };
    struct fake fake = new_fake();
    struct bytes text = { 0 }, want = { 0 };
    struct attempt a = { 0 };

    for (unsigned i = 0; i < 5000; i++) {
        bytes_format(&text, "tfd: %u events: 19 data: %u\n", i, i * i);
        bytes_format(&want, "fd/8\ttfd: %u events: 19 data: %u\n", i, i * i);
    }
    write_info(&fake, 8, text.data, text.len);
    attempt_begin(&a, "proc/1", "/proc/1", "fdinfo");
    fdinfo_read(&a, &(struct guard){ 0 }, fake.dir, &numbers, &(struct host){ .file_seconds = 5, .is_procfs = true });
    assert_true(bytes_equal(&a.content, &want));
    attempt_free(&a);
    bytes_free(&text);
    bytes_free(&want);
    remove_fake(&fake);
}

TEST(fdinfo_that_is_refused)
{
    unsigned values[] = { 3, 4 };
    struct numbers numbers = { values, 2, 2 };
    struct fake fake = new_fake();
    struct attempt a = { 0 };

    write_info(&fake, 3, "pos:\t0\n", 7);
    assert_int_equal(mkdirat(fake.dir, "fdinfo/4", 0700), 0); /* EISDIR: as good as any other error */
    attempt_begin(&a, "proc/1", "/proc/1", "fdinfo");
    fdinfo_read(&a, &(struct guard){ 0 }, fake.dir, &numbers, &(struct host){ .file_seconds = 5, .is_procfs = true });
    assert_int_equal(a.state, STATE_error);
    assert_true(a.member);
    assert_string_equal(bytes_string(&a.content), "fd/3\tpos:\t0\nfd/4\t!EISDIR\n");
    attempt_free(&a);
    remove_fake(&fake);
}

/* What was read before the time was over may be nothing: that is no empty file. */
TEST(fdinfo_that_took_too_long)
{
    unsigned values[] = { 3, 4 };
    struct numbers numbers = { values, 2, 2 };
    struct fake fake = new_fake();
    struct attempt a = { 0 };

    write_info(&fake, 3, "", 0);
    write_info(&fake, 4, "pos:\t0\n", 7);
    attempt_begin(&a, "proc/1", "/proc/1", "fdinfo");
    fdinfo_read(&a, &(struct guard){ 0 }, fake.dir, &numbers, &(struct host){ .file_seconds = 0, .is_procfs = true });
    assert_int_equal(a.state, STATE_truncated);
    assert_int_equal(a.content.len, 0);
    attempt_free(&a);
    remove_fake(&fake);
}

struct late {
    struct guard guard;
    const struct numbers *numbers;
    int dir;
};

static void *
read_late(void *argument)
{
    struct late *late = argument;
    struct attempt a = { 0 };

    fdinfo_read(&a, &late->guard, late->dir, late->numbers, &(struct host){ .file_seconds = 5, .is_procfs = true });
    attempt_free(&a);
    return NULL;
}

/* A thread that was given up in a read does not touch the list of descriptors again: it may be freed. */
TEST(fdinfo_given_up_leaves_the_list_alone)
{
    unsigned values[] = { 5, 6 };
    const struct numbers list = { .values = values, .count = 2, .cap = 2 };
    struct fake fake = new_fake();
    struct numbers *numbers = mmap(NULL, sizeof(*numbers), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct late late = { .numbers = numbers, .dir = fake.dir };
    pthread_t thread;
    int fd;

    assert_true(numbers != MAP_FAILED);
    *numbers = list;
    assert_int_equal(mkfifoat(fake.dir, "fdinfo/5", 0600), 0); /* opening it waits for a writer */
    assert_int_equal(pthread_create(&thread, NULL, read_late, &late), 0);
    while (!guard_expire(&late.guard, 100))
        (void)poll(NULL, 0, 10);
    assert_int_equal(munmap(numbers, sizeof(*numbers)), 0);
    guard_release(&late.guard);
    fd = openat(fake.dir, "fdinfo/5", O_WRONLY);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(pthread_join(thread, NULL), 0);
    remove_fake(&fake);
}
