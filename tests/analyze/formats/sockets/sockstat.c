/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(sockstat_rows)
{
    assert_format("sockstat", "sockstat", "sockets: used 400219\nTCP: inuse 400205 orphan 0\nUDP inuse\n",
                  "1 net_counters 0|1|before|sockstat|sockets|used|NULL|400219\n"
                  "2 net_counters 0|1|before|sockstat|TCP|inuse|NULL|400205\n"
                  "2 net_counters 1|1|before|sockstat|TCP|orphan|NULL|0\n"
                  "3 want \"group\" have \"UDP inuse\"\n");
}
