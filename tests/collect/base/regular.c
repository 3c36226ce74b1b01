/* regular.c: what is not a regular file is named and not opened. */
#include "tests/support/test.h"

#include "collect/archive/attempt.h"
#include "tests/support/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

static const char *const names[] = { "file", "directory", "fifo", "socket", "device", "block", "to_fifo", "nowhere" };

struct corner {
    char path[32];
    int dir;
    bool has_devices; /* only root may make them, and not in every container */
};

static void
bind_socket(const struct corner *corner)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    assert_true(fd >= 0);
    assert_true(snprintf(address.sun_path, sizeof(address.sun_path), "%s/socket", corner->path) > 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    close(fd);
}

static struct corner
new_corner(void)
{
    struct corner corner = { .path = "/tmp/collect-regular-XXXXXX" };
    int fd;

    corner.dir = temporary_make(corner.path);
    fd = openat(corner.dir, "file", O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "text", 4), 4);
    close(fd);
    assert_int_equal(mkdirat(corner.dir, "directory", 0700), 0);
    assert_int_equal(mkfifoat(corner.dir, "fifo", 0600), 0);
    assert_int_equal(symlinkat("fifo", corner.dir, "to_fifo"), 0);
    assert_int_equal(symlinkat("none", corner.dir, "nowhere"), 0);
    bind_socket(&corner);
    corner.has_devices = mknodat(corner.dir, "device", S_IFCHR | 0600, makedev(1, 5)) == 0 &&
                         mknodat(corner.dir, "block", S_IFBLK | 0600, makedev(7, 0)) == 0;
    return corner;
}

static void
remove_corner(const struct corner *corner)
{
    temporary_remove(corner->path, corner->dir);
}

static void
check(const struct corner *corner, const char *name, int flags, enum snapshot_state state, int error,
      const char *reason)
{
    struct guard guard = { 0 };
    struct attempt a = { 0 };
    int fd;

    attempt_begin(&a, "etc", "/etc", name);
    fd = attempt_open(&a, &guard, corner->dir, name, flags);
    if (fd < 0)
        attempt_failed(&a, errno, ORIGIN_HOST);
    else
        attempt_ended(&a, STATE_ok, "");
    if (fd >= 0)
        close(fd);
    assert_int_equal(a.state, state);
    assert_int_equal(a.error, error);
    assert_string_equal(bytes_string(&a.reason), reason);
    attempt_free(&a);
}

TEST(regular_files_are_opened_and_nothing_else)
{
    struct corner corner = new_corner();

    check(&corner, "file", O_RDONLY, STATE_ok, 0, "");
    check(&corner, "directory", O_RDONLY, STATE_skipped, 0, "a directory");
    check(&corner, "directory", O_RDONLY | O_DIRECTORY, STATE_ok, 0, "");
    check(&corner, "file", O_RDONLY | O_DIRECTORY, STATE_skipped, 0, "a regular file");
    check(&corner, "fifo", O_RDONLY, STATE_skipped, 0, "a FIFO");
    check(&corner, "to_fifo", O_RDONLY, STATE_skipped, 0, "a FIFO");
    check(&corner, "socket", O_RDONLY, STATE_skipped, 0, "a socket");
    check(&corner, "nowhere", O_RDONLY, STATE_absent, ENOENT, "");
    if (corner.has_devices) {
        check(&corner, "device", O_RDONLY, STATE_skipped, 0, "a character device");
        check(&corner, "block", O_RDONLY, STATE_skipped, 0, "a block device");
    }
    remove_corner(&corner);
}

/* inotify reports everything that is opened in the directory. */
TEST(what_is_no_file_is_not_touched)
{
    struct corner corner = new_corner();
    int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    char events[4096];

    assert_true(watch >= 0);
    assert_true(inotify_add_watch(watch, corner.path, IN_OPEN) >= 0);
    for (size_t i = 1; i < sizeof(names) / sizeof(names[0]); i++) {
        struct attempt a = { 0 };

        attempt_begin(&a, "etc", "/etc", names[i]);
        assert_int_equal(attempt_open(&a, &(struct guard){ 0 }, corner.dir, names[i], O_RDONLY), -1);
        attempt_free(&a);
    }
    assert_int_equal(read(watch, events, sizeof(events)), -1);
    assert_int_equal(errno, EAGAIN);
    check(&corner, "file", O_RDONLY, STATE_ok, 0, ""); /* inotify does report an open */
    assert_true(read(watch, events, sizeof(events)) > 0);
    close(watch);
    remove_corner(&corner);
}
