/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(dev_mcast_rows)
{
    assert_format("dev_mcast", "dev_mcast", "4    eth0            1     0     01005e000001\n",
                  "1 proc_net_dev_mcast 1|4|eth0|1|0|01005e000001\n");
}
