/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(net_stat_rows)
{
    assert_format("net_stat", "stat/synproxy",
                  "entries\t\tsyn_received\n00000001\t0000000a\n00000001\t\n00000001 2 3\n",
                  "2 net_counters 0|1|before|stat/synproxy|NULL|entries|0|1\n"
                  "2 net_counters 1|1|before|stat/synproxy|NULL|syn_received|0|10\n"
                  "3 net_counters 0|1|before|stat/synproxy|NULL|entries|1|1\n"
                  "3 want \"value of a counter\" have \"\"\n"
                  "4 net_counters 0|1|before|stat/synproxy|NULL|entries|2|1\n"
                  "4 net_counters 1|1|before|stat/synproxy|NULL|syn_received|2|2\n"
                  "4 unknown_columns NULL\n4 unknown_values 3\n");
}
