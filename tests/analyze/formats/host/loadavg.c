#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(loadavg_rows)
{
    assert_format("loadavg", "loadavg", "4.83 18.45 0.07 2/132 21458\n", "1 proc_loadavg 483|1845|7|2|132|21458\n");
    assert_format("loadavg", "loadavg", "4.8 18.45 0.07 2/132 21458\n", "1 want \"load of a minute\" have \"4.8\"\n");
    assert_format("loadavg", "loadavg", "0.00 0.00 0.-1 2/132 1\n", "1 want \"load of 15 minutes\" have \"0.-1\"\n");
    assert_format("loadavg", "loadavg", "92233720368547758.07 0.00 0.00 2/132 1\n",
                  "1 want \"load of a minute\" have \"92233720368547758.07\"\n");
}
