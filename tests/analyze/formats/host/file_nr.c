#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(file_nr_is_a_sysctl_and_three_counters)
{
    assert_format("file_nr", "sys/fs/file-nr", "75639\t0\t9223372036854775807\n",
                  "1 host_counters sys/fs/file-nr|allocated|0|75639|NULL\n"
                  "1 host_counters sys/fs/file-nr|free|1|0|NULL\n"
                  "1 host_counters sys/fs/file-nr|maximum|2|9223372036854775807|NULL\n"
                  "1 sysctls fs/file-nr|75639\\x090\\x099223372036854775807\n");
    assert_format("file_nr", "sys/fs/file-nr", "75639\t-\n",
                  "1 host_counters sys/fs/file-nr|allocated|0|75639|NULL\n"
                  "1 want \"free\" have \"-\"\n"
                  "1 sysctls fs/file-nr|75639\\x09-\n");
    assert_format("file_nr", "sys/fs/file-nr", "", "");
}
