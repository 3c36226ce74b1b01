/* Composed from what the kernel's functions print: no module was at hand. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(nfnetlink_log_rows)
{
    assert_format("nfnetlink_log", "netfilter/nfnetlink_log", "   10   4711     0 2 65535    100  1\n",
                  "1 proc_net_nfnetlink_log 1|10|4711|0|2|65535|100|1\n");
}
