/* The limit of a guard: for calls that each return, and never come to an end. */
#include "tests/support/test.h"

#include "collect/base/directory.h"
#include "collect/base/guard.h"
#include "collect/base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

TEST(guard_refuses_calls_beyond_its_limit)
{
    struct guard guard = { 0 };
    struct numbers numbers = { 0 };
    char bytes[4];
    int fd = guard_openat(&guard, AT_FDCWD, "/dev/zero", O_RDONLY), dir, again;

    assert_true(fd >= 0);
    guard_allow(&guard, 3600000);
    assert_false(guard_is_late(&guard));
    assert_int_equal(guard_read(&guard, fd, bytes, sizeof(bytes)), sizeof(bytes));
    dir = guard_openat(&guard, AT_FDCWD, "/proc", O_RDONLY | O_DIRECTORY);
    assert_true(dir >= 0);
    guard_allow(&guard, 1);
    while (!guard_is_late(&guard))
        (void)poll(NULL, 0, 1);
    errno = 0;
    assert_int_equal(guard_read(&guard, fd, bytes, sizeof(bytes)), -1);
    assert_int_equal(errno, ETIME);
    assert_int_equal(directory_numbers(&guard, dir, limits_usual.numbers, &numbers), -1);
    assert_int_equal(errno, ETIME);
    assert_false(guard_lost(&guard));
    guard_close(&guard, fd); /* is always allowed */
    again = fcntl(fd, F_GETFD);
    assert_int_equal(again, -1);
    guard_allow(&guard, 0);
    assert_int_equal(directory_numbers(&guard, dir, limits_usual.numbers, &numbers), 0);
    assert_true(numbers.count > 0);
    numbers_free(&numbers);
    guard_close(&guard, dir);
}
