#include "tests/support/test.h"

#include "analyze/archive/name.h"

TEST(name_number_is_strict)
{
    static const char *const bad[] = { "", "-1", "+1", " 1", "1 ", "01", "0x1", "1234567890123456789" };
    int64_t number;

    assert_true(name_number(slice_of("0"), &number));
    assert_true(name_number(slice_of("4026531840"), &number));
    assert_int_equal(number, 4026531840);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(name_number(slice_of(bad[i]), &number));
}
