#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(probed_ports_lines)
{
    assert_format("probed_ports", "probed-ports",
                  "tcp\t4711\t6\ttcp,diag/tcp,tcp6\n"
                  "udp\t5353\t6\t-\n"
                  "sctp\t1\t6\t-\n"
                  "tcp\t4711\n",
                  "1 probed_ports 1|6|4711|6|tcp,diag/tcp,tcp6\n"
                  "2 probed_ports 1|17|5353|6|NULL\n"
                  "3 want \"tcp or udp\" have \"sctp\"\n"
                  "4 want \"looks\" have \"\"\n");
}
