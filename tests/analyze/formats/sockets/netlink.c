#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/support/format_text.h"

TEST(netlink_rows)
{
    assert_format("netlink", "netlink",
                  "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n"
                  "00000000fff515e8 0   0          00000000 0        0        0     2        0        4       \n"
                  "000000009aca4bc9 15  3918224839 00000002 768      0        1     2        1054     1907\n",
                  "2 proc_net_netlink 1|before|0|0|0|0|0|0|2|0|4\n"
                  "3 proc_net_netlink 1|before|15|3918224839|2|768|0|1|2|1054|1907\n");
}

/* 3.0: the port is printed with %d, and the address of the dump's state instead of whether there is one. */
TEST(netlink_rows_of_3_0)
{
    assert_format("netlink", "netlink",
                  "sk       Eth Pid    Groups   Rmem     Wmem     Dump     Locks     Drops     Inode\n"
                  "ffff88003d0e9800 0   -4123  00000111 0        0        (null) 2        0        17    \n"
                  "ffff88003d0e9800 0   1      80000000 0        0        ffff88003d0e9000 2        0        18    \n",
                  "2 proc_net_netlink 1|before|0|4294963173|273|0|0|NULL|2|0|17\n"
                  "3 proc_net_netlink 1|before|0|1|2147483648|0|0|NULL|2|0|18\n");
}

TEST(netlink_rows_of_2_6_24)
{
    assert_format("netlink", "netlink",
                  "sk       Eth Pid    Groups   Rmem     Wmem     Dump     Locks\n"
                  "f7a90e00 0   5574   00000111 0        0        00000000 2\n",
                  "2 proc_net_netlink 1|before|0|5574|273|0|0|NULL|2|NULL|NULL\n");
}

/* 2.6.32: without an inode. */
TEST(netlink_rows_of_2_6_32)
{
    assert_format("netlink", "netlink",
                  "sk       Eth Pid    Groups   Rmem     Wmem     Dump     Locks     Drops\n"
                  "ffff88001eb47800 0   0      00000000 0        0        (null) 2        3\n",
                  "2 proc_net_netlink 1|before|0|0|0|0|0|NULL|2|3|NULL\n");
}

TEST(netlink_malformed_lines)
{
    assert_format_cut("netlink", "netlink",
                      "sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode\n"
                      "f7a90e00 0   5574   00000111 0        0        2x 2 0 1\n"
                      "f7a90e00 0\n"
                      "f7a90e00 0   5574   00000111 0        0        0 2 0 1",
                      "2 want \"dump\" have \"2x\"\n"
                      "3 want \"port id\" have \"\"\n"
                      "4 want \"newline\" have \"f7a90e00 0   5574   00000111 0        0        0 2 0 1\"\n");
    assert_format("netlink", "netlink", "sk\n",
                  "1 want \"sk Eth Pid Groups Rmem Wmem Dump Locks [ Drops Inode\" have \"sk\"\n");
}

/* What may be missing at the end does not make room for something else there. */
TEST(netlink_headers_that_are_not_known)
{
    static const char *const headers[] = {
        "sk Eth Pid Groups Rmem Wmem Dump Locks Owner",
        "sk Eth Pid",
        "sk Eth Pid Groups Rmem Wmem Dump Lock",
        "sk Eth Pid Groups Rmem Wmem Dump Locks Drops Owner",
    };
    char *text, *expected;

    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
        assert_true(asprintf(&text, "%s\nf7a90e00 0 5574 00000111 0 0 0 2 0 1\n", headers[i]) > 0);
        assert_true(asprintf(&expected, "1 want \"sk Eth Pid Groups Rmem Wmem Dump Locks [ Drops Inode\" have \"%s\"\n",
                             headers[i]) > 0);
        assert_format("netlink", "netlink", text, expected);
        free(text);
        free(expected);
    }
}
