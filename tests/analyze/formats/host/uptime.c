#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(uptime_rows)
{
    assert_format("uptime", "uptime", "11930.64 9377.14\n", "1 proc_uptime 1193064|937714\n");
    assert_format_cut("uptime", "uptime", "11930.64", "1 want \"newline\" have \"11930.64\"\n");
}
