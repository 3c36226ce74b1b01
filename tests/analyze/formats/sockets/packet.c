#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(packet_rows)
{
    assert_format("packet", "packet",
                  "sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n"
                  "00000000f36aa1b9 3      3    0003   2     1 0      0      10234267\n"
                  "00000000f36aa1b9 3      2    88cc   0     0 4352   1000   10234268\n",
                  "2 proc_net_packet 1|before|3|3|3|2|1|0|0|10234267\n"
                  "3 proc_net_packet 1|before|3|2|35020|0|0|4352|1000|10234268\n");
}

TEST(packet_malformed_lines)
{
    assert_format_cut("packet", "packet",
                      "sk       RefCnt Type Proto  Iface R Rmem   User   Inode\n"
                      "f36aa1b9 3      3    xyz    2     1 0      0      1\n"
                      "f36aa1b9 3      3    0003   2     1 0      0\n"
                      "f36aa1b9 3      3    0003   2     1 0      0      1",
                      "2 want \"protocol\" have \"xyz\"\n"
                      "3 want \"inode\" have \"\"\n"
                      "4 want \"newline\" have \"f36aa1b9 3      3    0003   2     1 0      0      1\"\n");
    assert_format("packet", "packet", "nothing\n",
                  "1 want \"sk RefCnt Type Proto Iface R Rmem User Inode\" have \"nothing\"\n");
}
