#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/base/error.h"

TEST(error_keeps_the_first)
{
    struct error error = { 0 };

    assert_int_equal(error_set(&error, "line %d", 7), -1);
    assert_int_equal(error_set(&error, "later"), -1);
    assert_string_equal(error.text, "line 7");
    assert_int_equal(error_prefix(&error, "%s", "case.db"), -1);
    assert_string_equal(error.text, "case.db: line 7");
    error_clear(&error);
    assert_null(error.text);
    error_clear(&error);
}

TEST(error_prefix_without_an_error)
{
    struct error error = { 0 };

    assert_int_equal(error_prefix(&error, "case.db"), -1);
    assert_string_equal(error.text, "case.db: failed");
    error_clear(&error);
}
