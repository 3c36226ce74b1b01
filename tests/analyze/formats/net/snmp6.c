/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(snmp6_rows)
{
    assert_format("snmp6", "xfrm_stat", "XfrmInError             \t0\nXfrmInBufferError\n",
                  "1 net_counters 0|1|before|xfrm_stat|NULL|XfrmInError|NULL|0\n"
                  "2 want \"value of a counter\" have \"\"\n");
    assert_format("snmp6", "dev_snmp6/eth0_x3a_x5f1", "ifIndex                         \t4\n",
                  "1 net_counters 0|1|before|dev_snmp6/eth0_x3a_x5f1|eth0:_1|ifIndex|NULL|4\n");
    assert_format("snmp6", "dev_snmp6/eth0_xzz", "ifIndex 4\n",
                  "0 want \"name of an interface\" have \"dev_snmp6/eth0_xzz\"\n"
                  "1 net_counters 0|1|before|dev_snmp6/eth0_xzz|eth0_xzz|ifIndex|NULL|4\n");
}
