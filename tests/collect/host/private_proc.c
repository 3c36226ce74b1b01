/* private_proc.c: the mounts over /proc, from the text of a mountinfo. */
#include "tests/support/test.h"

#include "collect/host/private_proc.h"

#include <string.h>
#include <sys/sysmacros.h>

static void
expect_below_of(const char *proc, const char *text, const char *want, size_t size)
{
    struct bytes have = { 0 };

    mounts_below(text, strlen(text), proc, makedev(0, 21), &have);
    assert_int_equal(have.len, size);
    if (size > 0)
        assert_memory_equal(have.data, want, size);
    bytes_free(&have);
}

static void
expect_below(const char *text, const char *want, size_t size)
{
    expect_below_of("/proc", text, want, size);
}

TEST(mounts_below_proc)
{
    static const char want[] = "812\0sys/fs/binfmt_misc";

    expect_below("23 1 0:21 / /proc rw,relatime - proc proc rw\n"
                 "67 47 0:21 /1 /proc/812 rw,relatime - proc proc rw\n"
                 "68 47 0:5 / /process rw - tmpfs none rw\n"
                 "69 23 0:39 / /proc/sys/fs/binfmt_misc rw,relatime shared:9 - binfmt_misc none rw",
                 want, sizeof(want));
}

TEST(mounts_of_a_part_over_itself_are_none)
{
    static const char want[] = "irq\0fs";

    expect_below("23 1 0:21 /sys /proc/sys ro,relatime - proc proc rw\n"
                 "24 1 0:21 /sys /proc/irq ro,relatime - proc proc rw\n"
                 "25 1 0:22 /fs /proc/fs ro,relatime - proc proc rw\n",
                 want, sizeof(want));
}

TEST(mounts_below_a_path_with_a_space)
{
    static const char want[] = "812\0name with\nnewline";

    expect_below_of("/mnt/host proc",
                    "23 1 0:21 / /mnt/host\\040proc rw - proc proc rw\n"
                    "24 1 0:30 / /mnt/host\\040proc/812 rw - tmpfs none rw\n"
                    "25 1 0:30 / /mnt/host\\040proc/name\\040with\\012newline rw - tmpfs none rw\n"
                    "26 1 0:21 /a\\040b /mnt/host\\040proc/a\\040b rw - proc proc rw\n",
                    want, sizeof(want));
}

TEST(mounts_of_a_malformed_table)
{
    expect_below("", "", 0);
    expect_below("23", "", 0);
    expect_below("23 1 0:21 / \n\n\n23 1 0:21", "", 0);
    expect_below("/proc/1 /proc/1 /proc/1 /proc/1\n", "", 0);
}

TEST(mounts_cover_what_is_above_and_below)
{
    static const char text[] = "812/fd\0sys";
    struct bytes mounts = { 0 };

    bytes_append(&mounts, text, sizeof(text));
    assert_true(mounts_cover(&mounts, "812"));
    assert_true(mounts_cover(&mounts, "812/fd/3"));
    assert_true(mounts_cover(&mounts, "sys/kernel/pid_max"));
    assert_false(mounts_cover(&mounts, "81"));
    assert_false(mounts_cover(&mounts, "8123"));
    assert_false(mounts_cover(&mounts, "sysrq-trigger"));
    bytes_free(&mounts);
}
