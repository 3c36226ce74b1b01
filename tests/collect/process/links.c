/* links.c on a directory that looks like one of /proc/<pid>. */
#include "tests/support/test.h"

#include "collect/process/links.h"
#include "tests/support/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fake {
    char path[32];
    int dir;
};

static void
link_to(struct fake *fake, const char *name, const char *target)
{
    assert_int_equal(symlinkat(target, fake->dir, name), 0);
}

static struct fake
new_fake(void)
{
    struct fake fake = { .path = "/tmp/collect-links-XXXXXX" };

    fake.dir = temporary_make(fake.path);
    assert_int_equal(mkdirat(fake.dir, "fd", 0700), 0);
    assert_int_equal(mkdirat(fake.dir, "ns", 0700), 0);
    close(openat(fake.dir, "stat", O_WRONLY | O_CREAT, 0600));
    link_to(&fake, "exe", "/usr/bin/nc");
    link_to(&fake, "cwd", "/");
    link_to(&fake, "root", "/");
    link_to(&fake, "ns/net", "net:[4026531840]");
    return fake;
}

static void
remove_fake(struct fake *fake)
{
    temporary_remove(fake->path, fake->dir);
}

static void
check(struct fake *fake, enum snapshot_state state, const char *want)
{
    struct guard guard = { 0 };
    struct links links = { .guard = &guard };
    struct attempt a = { 0 };

    attempt_begin(&a, "proc/1", "/proc/1", "links");
    links_read(&links, &a, fake->dir, LINKS_HEAD | LINKS_DESCRIPTORS);
    assert_string_equal(bytes_string(&a.content), want);
    assert_int_equal(a.state, state);
    assert_int_equal(a.member, a.content.len > 0);
    attempt_free(&a);
    bytes_free(&links.target);
    numbers_free(&links.numbers);
    numbers_free(&links.wanted);
    bytes_free(&links.program.path);
}

/* Symbolic links on a disk have mode rwx, so descriptors are rw here; no mode is read for other links. */
#define HEAD "exe\t-\t/usr/bin/nc\ncwd\t-\t/\nroot\t-\t/\nns/net\t-\tnet:[4026531840]\n"

TEST(links_come_in_order)
{
    struct fake fake = new_fake();

    link_to(&fake, "fd/10", "pipe:[7]");
    link_to(&fake, "fd/9", "socket:[8]");
    link_to(&fake, "fd/0", "/dev/null");
    link_to(&fake, "fd/x", "ignored");
    check(&fake, STATE_ok, HEAD "fd/0\trw\t/dev/null\nfd/9\trw\tsocket:[8]\nfd/10\trw\tpipe:[7]\n");
    remove_fake(&fake);
}

/* Linux 3.0 to 3.7 have files there that are no links: nothing is lost by that. */
TEST(links_of_namespaces_that_are_none)
{
    struct fake fake = new_fake();

    assert_int_equal(unlinkat(fake.dir, "ns/net", 0), 0);
    close(openat(fake.dir, "ns/net", O_WRONLY | O_CREAT, 0600));
    check(&fake, STATE_ok, "exe\t-\t/usr/bin/nc\ncwd\t-\t/\nroot\t-\t/\nns/net\t-\t!EINVAL\n");
    remove_fake(&fake);
}

TEST(links_are_escaped)
{
    struct fake fake = new_fake();

    link_to(&fake, "fd/0", "/tmp/a\nfd/1\tr\t/b");
    link_to(&fake, "fd/1", "!EACCES");
    check(&fake, STATE_ok, HEAD "fd/0\trw\t/tmp/a\\x0afd/1\\x09r\\x09/b\nfd/1\trw\t\\x21EACCES\n");
    remove_fake(&fake);
}

/* A close-on-exec descriptor was opened by collect itself: it cannot have come through an exec. */
TEST(links_of_collect_are_what_it_was_started_with)
{
    struct guard guard = { 0 };
    struct links links = { .guard = &guard, .is_own = true };
    struct attempt a = { 0 };
    int handed = open("/dev/null", O_RDWR), own = open("/dev/zero", O_RDONLY | O_CLOEXEC);
    int dir = open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC);
    char line[32];

    assert_true(handed >= 0 && own >= 0 && dir >= 0);
    attempt_begin(&a, "proc/1", "/proc/1", "links");
    links_read(&links, &a, dir, LINKS_DESCRIPTORS);
    assert_int_equal(a.state, STATE_ok);
    snprintf(line, sizeof(line), "fd/%d\trw\t/dev/null\n", handed);
    assert_non_null(strstr(bytes_string(&a.content), line));
    assert_null(strstr(bytes_string(&a.content), "/dev/zero"));
    assert_null(strstr(bytes_string(&a.content), "/proc"));
    assert_true(links.left_out >= 3); /* `own`, `dir`, and the directory that is listed */
    snprintf(line, sizeof(line), "without %zu descriptors", links.left_out);
    assert_non_null(strstr(bytes_string(&a.reason), line));
    links.is_own = false;
    attempt_begin(&a, "proc/1", "/proc/1", "links");
    links_read(&links, &a, dir, LINKS_DESCRIPTORS);
    assert_non_null(strstr(bytes_string(&a.content), "/dev/zero"));
    assert_string_equal(bytes_string(&a.reason), "");
    attempt_free(&a);
    bytes_free(&links.target);
    numbers_free(&links.numbers);
    numbers_free(&links.wanted);
    bytes_free(&links.program.path);
    close(handed);
    close(own);
    close(dir);
}

TEST(links_that_are_not_there_are_lines_with_an_error)
{
    struct fake fake = new_fake();

    assert_int_equal(unlinkat(fake.dir, "exe", 0), 0); /* as in a kernel thread */
    assert_int_equal(unlinkat(fake.dir, "fd", AT_REMOVEDIR), 0);
    check(&fake, STATE_ok, "exe\t-\t!ENOENT\ncwd\t-\t/\nroot\t-\t/\nns/net\t-\tnet:[4026531840]\nfd\t-\t!ENOENT\n");
    remove_fake(&fake);
}

TEST(links_that_fail_spoil_the_state)
{
    struct fake fake = new_fake();

    close(openat(fake.dir, "fd/3", O_WRONLY | O_CREAT, 0600)); /* a regular file: readlink fails with EINVAL */
    check(&fake, STATE_error, HEAD "fd/3\trw\t!EINVAL\n");
    remove_fake(&fake);
}

TEST(links_of_nobody_are_vanished)
{
    struct fake fake = { .path = "/tmp/collect-links-XXXXXX" };

    fake.dir = temporary_make(fake.path);
    check(&fake, STATE_vanished, "");
    remove_fake(&fake);
}
