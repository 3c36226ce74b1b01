#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(filesystems_rows)
{
    assert_format("filesystems", "filesystems", "nodev\tsysfs\n\text4\next3\n",
                  "1 proc_filesystems sysfs|1\n"
                  "2 proc_filesystems ext4|0\n"
                  "3 want \"\t\" have \"ext3\"\n");
}
