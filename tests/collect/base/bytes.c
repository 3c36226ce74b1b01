#include "tests/support/test.h"

#include "collect/base/bytes.h"

#include <string.h>

TEST(bytes_grow_by_appending)
{
    struct bytes b = { 0 };

    for (unsigned i = 0; i < 1000; i++)
        bytes_format(&b, "%u,", i);
    assert_false(b.failed);
    assert_int_equal(b.len, 10 * 2 + 90 * 3 + 900 * 4);
    assert_memory_equal(b.data, "0,1,2,3,", 8);
    assert_memory_equal(b.data + b.len - 8, "998,999,", 8);
    bytes_free(&b);
    assert_null(b.data);
}

TEST(bytes_decimal_covers_the_range)
{
    struct bytes b = { 0 };

    bytes_decimal(&b, 0);
    bytes_byte(&b, ' ');
    bytes_decimal(&b, UINT64_MAX);
    assert_string_equal(bytes_string(&b), "0 18446744073709551615");
    bytes_free(&b);
}

TEST(bytes_octal_covers_the_range)
{
    struct bytes b = { 0 };

    bytes_octal(&b, 0);
    bytes_byte(&b, ' ');
    bytes_octal(&b, 0100644);
    bytes_byte(&b, ' ');
    bytes_octal(&b, UINT64_MAX);
    assert_string_equal(bytes_string(&b), "0 100644 1777777777777777777777");
    bytes_free(&b);
}

TEST(bytes_string_adds_nothing_to_the_content)
{
    struct bytes b = { 0 };

    assert_string_equal(bytes_string(&b), "");
    bytes_text(&b, "x");
    assert_string_equal(bytes_string(&b), "x");
    assert_int_equal(b.len, 1);
    bytes_free(&b);
}

TEST(bytes_that_cannot_grow_fail_for_good)
{
    struct bytes b = { 0 };

    bytes_text(&b, "kept");
    assert_null(bytes_room(&b, SIZE_MAX - 1));
    assert_true(b.failed);
    bytes_text(&b, "dropped");
    assert_int_equal(b.len, 4);
    assert_memory_equal(b.data, "kept", 4);
    bytes_clear(&b);
    bytes_text(&b, "again");
    assert_string_equal(bytes_string(&b), "again");
    bytes_free(&b);
}

TEST(bytes_copy_and_take)
{
    struct bytes b = { 0 }, copy;

    bytes_text(&b, "content");
    copy = bytes_copy(&b);
    assert_true(bytes_equal(&b, &copy));
    assert_ptr_not_equal(b.data, copy.data);
    bytes_free(&b);
    bytes_free(&copy);
}
