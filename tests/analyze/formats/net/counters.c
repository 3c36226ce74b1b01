/*
 * The counters of a namespace: text of a Linux 6.18.
 */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(paired_counters)
{
    assert_format("snmp", "snmp",
                  "Tcp: RtoAlgorithm MaxConn InSegs\n"
                  "Tcp: 1 -1 11785075\n"
                  "Udp: InDatagrams NoPorts\n"
                  "Udp: 199\n"
                  "UdpLite: InDatagrams\n"
                  "Icmp: 4\n"
                  "Udp: InDatagrams\n"
                  "Udp: 18446744073709551616 2\n"
                  "Ip: Forwarding\n",
                  "2 net_counters 0|1|before|snmp|Tcp|RtoAlgorithm|NULL|1\n"
                  "2 net_counters 1|1|before|snmp|Tcp|MaxConn|NULL|-1\n"
                  "2 net_counters 2|1|before|snmp|Tcp|InSegs|NULL|11785075\n"
                  "4 net_counters 0|1|before|snmp|Udp|InDatagrams|NULL|199\n"
                  "4 want \"value of a counter\" have \"\"\n"
                  "6 want \"the group of the line before\" have \"Icmp\"\n"
                  "8 want \"value of a counter\" have \"18446744073709551616\"\n"
                  "9 want \"a line of values behind the line of names\" have \"Ip: Forwarding\"\n");
}

TEST(named_counters)
{
    assert_format("snmp6", "xfrm_stat", "XfrmInError             \t0\nXfrmInBufferError\n",
                  "1 net_counters 0|1|before|xfrm_stat|NULL|XfrmInError|NULL|0\n"
                  "2 want \"value of a counter\" have \"\"\n");
    assert_format("snmp6", "dev_snmp6/eth0_x3a_x5f1", "ifIndex                         \t4\n",
                  "1 net_counters 0|1|before|dev_snmp6/eth0_x3a_x5f1|eth0:_1|ifIndex|NULL|4\n");
    assert_format("snmp6", "dev_snmp6/eth0_xzz", "ifIndex 4\n",
                  "0 want \"name of an interface\" have \"dev_snmp6/eth0_xzz\"\n"
                  "1 net_counters 0|1|before|dev_snmp6/eth0_xzz|eth0_xzz|ifIndex|NULL|4\n");
    assert_format("sockstat", "sockstat", "sockets: used 400219\nTCP: inuse 400205 orphan 0\nUDP inuse\n",
                  "1 net_counters 0|1|before|sockstat|sockets|used|NULL|400219\n"
                  "2 net_counters 0|1|before|sockstat|TCP|inuse|NULL|400205\n"
                  "2 net_counters 1|1|before|sockstat|TCP|orphan|NULL|0\n"
                  "3 want \"group\" have \"UDP inuse\"\n");
}

TEST(counters_of_each_processor)
{
    assert_format("net_stat", "stat/synproxy",
                  "entries\t\tsyn_received\n00000001\t0000000a\n00000001\t\n00000001 2 3\n",
                  "2 net_counters 0|1|before|stat/synproxy|NULL|entries|0|1\n"
                  "2 net_counters 1|1|before|stat/synproxy|NULL|syn_received|0|10\n"
                  "3 net_counters 0|1|before|stat/synproxy|NULL|entries|1|1\n"
                  "3 want \"value of a counter\" have \"\"\n"
                  "4 net_counters 0|1|before|stat/synproxy|NULL|entries|2|1\n"
                  "4 net_counters 1|1|before|stat/synproxy|NULL|syn_received|2|2\n"
                  "4 want \"end of line\" have \" 3\"\n");
    /* Nine columns, as in 2.6. */
    assert_format("unnamed_counters", "softnet_stat", "005ce4dd 00000001 00000002 00000000 00000000 0 0 0 00000003\n",
                  "1 net_counters 0|1|before|softnet_stat|NULL|processed|0|6087901\n"
                  "1 net_counters 1|1|before|softnet_stat|NULL|dropped|0|1\n"
                  "1 net_counters 2|1|before|softnet_stat|NULL|time_squeeze|0|2\n"
                  "1 net_counters 8|1|before|softnet_stat|NULL|cpu_collision|0|3\n");
    assert_format("unnamed_counters", "psched", "000003e8 00000040 000f4240 3b9aca00\n",
                  "1 net_counters 0|1|before|psched|NULL|t2us|NULL|1000\n"
                  "1 net_counters 1|1|before|psched|NULL|us2t|NULL|64\n"
                  "1 net_counters 2|1|before|psched|NULL|clock_res|NULL|1000000\n"
                  "1 net_counters 3|1|before|psched|NULL|hz|NULL|1000000000\n");
    assert_format("unnamed_counters", "elsewhere", "1\n", "0 want \"name of a file of counters\" have \"elsewhere\"\n");
}
