/* file_status.c: the fields in their order, times before 1970, and what the kernel did not say. */
#include "tests/support/test.h"

#include "collect/base/file_status.h"

TEST(file_status_is_a_line_of_fields)
{
    struct file_status status = { .mask = FILE_STATUS_BASIC | FILE_STATUS_BORN | FILE_STATUS_MOUNT,
                                  .block_size = 4096,
                                  .links = 1,
                                  .uid = 2,
                                  .gid = 3,
                                  .mode = 0100644,
                                  .inode = UINT64_MAX,
                                  .size = 5,
                                  .blocks = 8,
                                  .accessed = { -1, 5 },
                                  .born = { 0, 0 },
                                  .changed = { 10, 999999999 },
                                  .modified = { INT64_MIN, 1 },
                                  .special_major = 9,
                                  .special_minor = 10,
                                  .major = 11,
                                  .minor = 12,
                                  .mount = 13 };
    struct bytes b = { 0 };

    file_status_put(&b, &status);
    assert_string_equal(bytes_string(&b),
                        "100644\t1\t2\t3\t11:12\t18446744073709551615\t9:10\t5\t8\t4096\t-1.000000005\t"
                        "-9223372036854775808.000000001\t10.999999999\t0.000000000\t13");
    bytes_clear(&b);
    status.mask = FILE_STATUS_BASIC;
    file_status_put(&b, &status);
    assert_string_equal(bytes_string(&b),
                        "100644\t1\t2\t3\t11:12\t18446744073709551615\t9:10\t5\t8\t4096\t-1.000000005\t"
                        "-9223372036854775808.000000001\t10.999999999\t-\t-");
    bytes_free(&b);
}
