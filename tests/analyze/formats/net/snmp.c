/* Text of a Linux 6.18, where nothing else is said. */
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
