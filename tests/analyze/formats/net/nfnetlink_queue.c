/* Composed from what the kernel's functions print: no module was at hand. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(nfnetlink_queue_rows)
{
    assert_format("nfnetlink_queue", "netfilter/nfnetlink_queue",
                  "    0   4711     3 2 65531     0     0        7  1\n",
                  "1 proc_net_nfnetlink_queue 1|0|4711|3|2|65531|0|0|7\n");
}
