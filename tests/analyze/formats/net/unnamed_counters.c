/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(unnamed_counters_rows)
{
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
