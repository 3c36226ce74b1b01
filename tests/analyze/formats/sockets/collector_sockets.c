#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(collector_sockets_lines)
{
    assert_format("collector_sockets", "net/collector",
                  "4026531840\t16\t4\t26442\t17\n"
                  "0\t16\t12\t26443\t0\n",
                  "1 collector_sockets 4026531840|16|4|26442|17\n"
                  "2 collector_sockets 0|16|12|26443|NULL\n");
    assert_format("collector_sockets", "net/collector", "x\t16\t4\t1\t1\n5\t16\t4\t1\n5\t16\t4\t1\t-\n",
                  "1 want \"namespace\" have \"x\"\n"
                  "2 want \"\t\" have \"\"\n"
                  "3 want \"cookie\" have \"-\"\n");
}
