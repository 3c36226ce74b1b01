#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(swaps_rows)
{
    assert_format("swaps", "swaps",
                  "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
                  "/dev/dm-1                               partition\t8388604\t\t1024\t\t-2\n"
                  "/swap\\040file\\040(deleted)              file\t\t1048572\t\t0\t\t5\n",
                  "2 proc_swaps /dev/dm-1|partition|8388604|1024|-2\n"
                  "3 proc_swaps /swap file (deleted)|file|1048572|0|5\n");
    assert_format("swaps", "swaps", "Name\n/x file 1 2 3\n",
                  "1 want \"Filename Type Size Used Priority\" have \"Name\"\n");
}
