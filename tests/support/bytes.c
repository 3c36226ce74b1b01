#include "tests/support/bytes.h"

#include "tests/support/test.h"

void
expect_bytes(struct bytes *have, const char *want)
{
    assert_string_equal(bytes_string(have), want);
    bytes_free(have);
}
