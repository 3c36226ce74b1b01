/* views_cgroups.c on directories that look like the hierarchies of cgroups that mountinfo names. */
#include "tests/support/test.h"

#include "collect/base/limits.h"
#include "collect/host/host.h"
#include "collect/views/views.h"
#include "tests/support/temporary.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The directory of the fake hierarchies; its name needs an escape in mountinfo. */
struct fake {
    char path[40];
    int dir;
};

static struct fake
new_fake(void)
{
    struct fake fake = { .path = "/tmp/collect cgroups XXXXXX" };

    fake.dir = temporary_make(fake.path);
    return fake;
}

static void
put_cgroup(const struct fake *fake, const char *directory, const char *procs)
{
    int dir, fd;

    assert_int_equal(mkdirat(fake->dir, directory, 0700), 0);
    dir = openat(fake->dir, directory, O_RDONLY | O_DIRECTORY);
    fd = openat(dir, "cgroup.procs", O_WRONLY | O_CREAT, 0600);
    assert_int_equal(write(fd, procs, strlen(procs)), strlen(procs));
    assert_int_equal(close(fd) | close(dir), 0);
}

static void
remove_fake(struct fake *fake)
{
    temporary_remove(fake->path, fake->dir);
}

/* The view that collect makes by that mountinfo, in which each @ stands for the directory. */
static struct view
look(const struct fake *fake, const char *mountinfo)
{
    struct host host = { .file_seconds = 5 };
    struct worker worker = { .exhausted = false };
    struct view view = { .host = &host };
    struct unit *unit = unit_cgroups(&view);

    assert_non_null(unit);
    for (const char *p = mountinfo; *p; p++) {
        if (*p != '@') {
            bytes_byte(&host.mountinfo, *p);
            continue;
        }
        for (const char *c = fake->path; *c; c++)
            bytes_text(&host.mountinfo, *c == ' ' ? "\\040" : (char[]){ *c, '\0' });
    }
    assert_true(unit->class->step(unit, &worker));
    assert_false(unit->class->step(unit, &worker));
    unit->class->free(unit);
    attempt_free(&worker.attempt);
    bytes_free(&host.mountinfo);
    assert_true(view.done);
    return view;
}

static void
expect(struct view *view, enum snapshot_state state, const unsigned *pids, size_t count)
{
    numbers_sort(&view->pids);
    assert_int_equal(view->attempt.state, state);
    assert_int_equal(view->pids.count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(view->pids.values[i], pids[i]);
    numbers_free(&view->pids);
    attempt_free(&view->attempt);
}

TEST(cgroups_of_all_hierarchies_and_below)
{
    struct fake fake = new_fake();
    struct view view;

    put_cgroup(&fake, "v1", "7\n1\n");
    put_cgroup(&fake, "v1/deep", "812\n0\n0\n"); /* 0: a process of another pid namespace */
    put_cgroup(&fake, "v1/deep/er", "4194304\n");
    put_cgroup(&fake, "v2", "7\n9\n");
    put_cgroup(&fake, "other", "11\n");
    assert_int_equal(symlinkat("../other", fake.dir, "v2/link"), 0); /* cgroupfs has no links: not followed */
    view = look(&fake, "24 1 0:22 / /proc rw - proc proc rw\n"
                       "30 23 0:26 / @/v1 rw,nosuid shared:9 master:1 - cgroup cgroup rw,cpu\n"
                       "31 23 0:27 / @/v2 rw - cgroup2 cgroup2 rw\n"
                       "32 23 0:28 / @/other rw - tmpfs tmpfs rw\n");
    expect(&view, STATE_empty, (const unsigned[]){ 1, 7, 9, 812, 4194304 }, 5);
    remove_fake(&fake);
}

TEST(cgroups_whose_text_is_anything)
{
    struct fake fake = new_fake();
    struct view view;

    /* A line is a pid and nothing else, not too long and not cut off. */
    put_cgroup(&fake, "a", "\n\n12\nx\n-13\n14 15\n1e3\n99999999999\n0\n16\n18");
    view = look(&fake, "30 23 0:26 / @/a rw - cgroup2 none rw\n");
    expect(&view, STATE_empty, (const unsigned[]){ 12, 16 }, 2);
    remove_fake(&fake);
}

TEST(cgroups_whose_mountinfo_is_anything)
{
    static const char *const lines[] = {
        "",
        "\n\n",
        " - cgroup",
        "1 - cgroup2 a\n",
        "1 2 3 4 - cgroup2\n",
        "     - cgroup c rw\n",
        "30 23 0:26 / ",
        "30 23 0:26 / @/a\\0 rw - cgroup c rw\n",
        "30 23 0:26 / @/a\\1/ rw - cgroup c rw",
        "30 23 0:26 / \\ rw - cgroup c rw",
    };
    struct fake fake = new_fake();

    put_cgroup(&fake, "a", "1\n");
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct view view = look(&fake, lines[i]);

        assert_int_equal(view.pids.count, 0);
        numbers_free(&view.pids);
        attempt_free(&view.attempt);
    }
    remove_fake(&fake);
}

TEST(cgroups_that_cannot_be_read)
{
    struct fake fake = new_fake();
    struct view view;

    put_cgroup(&fake, "a", "1\n");
    assert_int_equal(mkdirat(fake.dir, "a/b", 0700), 0); /* without cgroup.procs: the cgroup was removed */
    assert_int_equal(mkdirat(fake.dir, "a/c", 0700), 0);
    assert_int_equal(mkdirat(fake.dir, "a/c/cgroup.procs", 0700), 0); /* EISDIR: as good as any other error */
    put_cgroup(&fake, "a/d", "2\n");
    view = look(&fake, "30 23 0:26 / @/a rw - cgroup2 none rw\n");
    expect(&view, STATE_error, (const unsigned[]){ 1, 2 }, 2);
    view = look(&fake, "24 1 0:22 / /proc rw - proc proc rw\n");
    expect(&view, STATE_absent, NULL, 0);
    remove_fake(&fake);
}

/* Something else is mounted over a hierarchy: opening a FIFO would wake its writer, following a link would read a file elsewhere. */
TEST(cgroups_covered_by_what_must_not_be_opened)
{
    struct fake fake = new_fake();
    struct view view;
    int fd;

    put_cgroup(&fake, "a", "1\n");
    assert_int_equal(mkdirat(fake.dir, "fifo", 0700), 0);
    assert_int_equal(mkfifoat(fake.dir, "fifo/cgroup.procs", 0600), 0);
    fd = openat(fake.dir, "fifo/cgroup.procs", O_RDWR | O_NONBLOCK); /* so that the test does not wait for ever */
    assert_int_equal(write(fd, "2\n", 2), 2);
    view = look(&fake, "30 23 0:26 / @/fifo rw - cgroup2 none rw\n");
    expect(&view, STATE_error, NULL, 0);
    assert_int_equal(mkdirat(fake.dir, "link", 0700), 0);
    assert_int_equal(symlinkat("../a/cgroup.procs", fake.dir, "link/cgroup.procs"), 0);
    view = look(&fake, "30 23 0:26 / @/link rw - cgroup2 none rw\n");
    expect(&view, STATE_error, NULL, 0);
    close(fd);
    remove_fake(&fake);
}
