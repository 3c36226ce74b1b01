/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(arp_rows)
{
    assert_format("arp", "arp",
                  "IP address       HW type     Flags       HW address            Mask     Device\n"
                  "192.0.2.1        0x1         0x2         06:fc:00:00:00:01     *        eth0\n"
                  "10.0.0.7         0x304       0x0                               *        tun0\n"
                  "300.0.0.1        0x1         0x2         06:fc:00:00:00:01     *        eth0\n",
                  "2 proc_net_arp 1|192.0.2.1|c0000201|1|2|06:fc:00:00:00:01|eth0\n"
                  "3 proc_net_arp 1|10.0.0.7|0a000007|772|0|NULL|tun0\n"
                  "4 want \"address\" have \"300.0.0.1\"\n");
}
