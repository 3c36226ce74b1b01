/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(igmp_groups_belong_to_the_interface_before_them)
{
    assert_format("igmp", "igmp",
                  "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
                  "4\teth0      :     1      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n",
                  "3 proc_net_igmp 1|4|eth0|V3|224.0.0.1|e0000001|1|0|0|0\n");
    assert_format_big_endian("igmp", "igmp",
                             "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
                             "4\teth0      :     1      V3\n\t\t\t\tE0000001     1 0:00000000\t\t0\n"
                             "eth0 : 1 V3\n\t\t\t\tE0000001     1 0:00000000\t\t0\n",
                             "3 proc_net_igmp 1|4|eth0|V3|224.0.0.1|e0000001|1|0|0|0\n"
                             "4 want \"interface index\" have \"eth0\"\n"
                             "5 want \"an interface before its groups\" have "
                             "\"\\x09\\x09\\x09\\x09E0000001     1 0:00000000\\x09\\x090\"\n");
}
