#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(partitions_rows)
{
    assert_format("partitions", "partitions",
                  "major minor  #blocks  name\n\n 254        0  268435456 vda\n   8        1 x sda1\n",
                  "3 proc_partitions 254|0|268435456|vda\n"
                  "4 want \"blocks\" have \"x\"\n");
}
