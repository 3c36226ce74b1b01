#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(meminfo)
{
    assert_format("meminfo", "meminfo",
                  "MemTotal:       24682416 kB\nActive(anon):       1096 kB\nHugePages_Total:       0\n",
                  "1 host_counters meminfo|MemTotal|0|24682416|kB\n"
                  "2 host_counters meminfo|Active(anon)|0|1096|kB\n"
                  "3 host_counters meminfo|HugePages_Total|0|0|NULL\n");
    assert_format_cut("meminfo", "meminfo", "MemTotal 5 kB\nMemFree:  x kB\nBuffers: 1 kB more\nCached:  99",
                      "1 want \"key\" have \"MemTotal 5 kB\"\n"
                      "2 want \"number\" have \"x\"\n"
                      "3 host_counters meminfo|Buffers|0|1|kB\n"
                      "3 unknown_columns NULL\n3 unknown_values more\n"
                      "4 want \"newline\" have \"Cached:  99\"\n");
}

/* As published, with an underflow. */
TEST(meminfo_of_2_4)
{
    assert_format("meminfo", "meminfo",
                  "        total:    used:    free:  shared: buffers:  cached:\n"
                  "Mem:  1054720000 210366464 844353536        0 169832448 18446744073561239552\n"
                  "Swap: 2147467264        0 2147467264\n"
                  "MemTotal:      1030000 kB\n",
                  "2 host_counters meminfo|Mem|0|1054720000|NULL\n"
                  "2 host_counters meminfo|Mem|1|210366464|NULL\n"
                  "2 host_counters meminfo|Mem|2|844353536|NULL\n"
                  "2 host_counters meminfo|Mem|3|0|NULL\n"
                  "2 host_counters meminfo|Mem|4|169832448|NULL\n"
                  "2 host_counters meminfo|Mem|5|-148312064|NULL\n"
                  "3 host_counters meminfo|Swap|0|2147467264|NULL\n"
                  "3 host_counters meminfo|Swap|1|0|NULL\n"
                  "3 host_counters meminfo|Swap|2|2147467264|NULL\n"
                  "4 host_counters meminfo|MemTotal|0|1030000|kB\n");
}
