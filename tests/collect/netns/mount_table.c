#include "tests/support/test.h"

#include <string.h>

#include "collect/netns/mount_table.h"

static void
add(struct mount_table *table, uint64_t ns, const char *line)
{
    struct mount_line mount;

    assert_true(mount_line_parse(text_of_string(line), &mount));
    mount_table_add(table, ns, &mount);
}

TEST(mounts_that_are_local)
{
    struct mount_table table;

    mount_table_init(&table);
    add(&table, 7, "26 1 254:0 / / rw - ext4 /dev/vda rw");
    add(&table, 7, "27 26 0:40 / /srv/a\\040b rw - nfs4 server:/a rw");
    add(&table, 7, "28 26 0:41 / /data rw - fuse.sshfs s rw");
    add(&table, 8, "29 1 254:0 / / rw - ext4 /dev/vda rw");
    mount_table_searched(&table, 7);
    mount_table_add_internal(&table, 0);
    assert_int_equal(mount_table_find(&table, 26), MOUNT_LOCAL);
    assert_int_equal(mount_table_find(&table, 27), MOUNT_OTHER);
    assert_int_equal(mount_table_find(&table, 28), MOUNT_OTHER);
    assert_int_equal(mount_table_find(&table, 5), MOUNT_UNKNOWN);
    assert_int_equal(mount_table_find(&table, 0), MOUNT_LOCAL);
    assert_int_equal(mount_table_find(&table, MOUNT_NO_ID), MOUNT_UNKNOWN);
    /* The id was given to a mount that may wait. */
    add(&table, 7, "26 1 0:42 / /late rw - autofs a rw");
    assert_int_equal(mount_table_find(&table, 26), MOUNT_OTHER);
    assert_true(mount_table_is_local(&table, 7, "/srv/a"));
    assert_true(mount_table_is_local(&table, 7, "/database"));
    assert_false(mount_table_is_local(&table, 7, "/srv/a b/c"));
    assert_false(mount_table_is_local(&table, 7, "/data"));
    assert_false(mount_table_is_local(&table, 7, "relative"));
    assert_false(mount_table_is_local(&table, 8, "/srv/a")); /* mountinfo was not read to its end */
    mount_table_free(&table);
}

/* The kernel prints no zero, and an escape for one is not what it seems to be either. */
TEST(mount_point_with_a_zero)
{
    struct mount_table table;

    mount_table_init(&table);
    add(&table, 7, "27 26 0:40 / /srv\\000x rw - nfs4 server:/a rw");
    mount_table_searched(&table, 7);
    assert_true(mount_table_is_local(&table, 7, "/srv\0x"));
    mount_table_free(&table);
}

TEST(mounts_with_an_upper_directory)
{
    struct mount_table table;
    struct bytes upper = { 0 };
    size_t directory = 0;

    mount_table_init(&table);
    add(&table, 7,
        "30 1 0:50 / / rw - overlay overlay rw,lowerdir=/l,upperdir=/no,upperdir=/var/up\\054per,workdir=/w");
    add(&table, 8, "31 1 0:51 / /ro ro - overlay overlay ro,lowerdir=/l:/m");
    assert_true(mount_table_upper(&table, 30, "/usr/bin/x", &upper, &directory));
    assert_string_equal(bytes_string(&upper), "/var/up,per/usr/bin/x");
    assert_int_equal(directory, strlen("/var/up,per"));
    assert_false(mount_table_upper(&table, 31, "/ro/x", &upper, &directory));
    assert_false(mount_table_upper(&table, 26, "/x", &upper, &directory));
    bytes_free(&upper);
    mount_table_free(&table);
}
