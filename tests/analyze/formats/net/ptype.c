/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(ptype_rows)
{
    assert_format("ptype", "ptype",
                  "Type Device      Function\n0800          ip_rcv\nALL           tpacket_rcv\nALL  eth0     "
                  "packet_rcv [af_packet]\n86dd\n",
                  "2 proc_net_ptype 1|2048|NULL|ip_rcv\n"
                  "3 proc_net_ptype 1|3|NULL|tpacket_rcv\n"
                  "4 proc_net_ptype 1|3|eth0|packet_rcv [af_packet]\n"
                  "5 want \" \" have \"\"\n");
}
