/* Rows as published listings of Android 4.2 to 8 have them; addresses, pids and tags are made up. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

#define TOTALS "idx iface acct_tag_hex uid_tag_int cnt_set rx_bytes rx_packets tx_bytes tx_packets"
#define PROTOCOLS                                                                                            \
    " rx_tcp_bytes rx_tcp_packets rx_udp_bytes rx_udp_packets rx_other_bytes rx_other_packets tx_tcp_bytes " \
    "tx_tcp_packets"                                                                                         \
    " tx_udp_bytes tx_udp_packets tx_other_bytes tx_other_packets"

TEST(qtaguid_stats_rows)
{
    assert_format(
        "qtaguid_stats", "xt_qtaguid/stats",
        TOTALS PROTOCOLS
        "\n"
        "2 rmnet0 0x0 0 0 18393 326 8506 166 10889 267 7504 59 0 1 4180 101 3397 54 929 11\n"
        "3 wlan0 0xffffff0100000000 1010007 1 18446744073709551615 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n"
        "4 wlan0 0 1010007 1 1 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n",
        "2 proc_net_qtaguid_stats 1|rmnet0|0|0|0|18393|326|8506|166|10889|267|7504|59|0|1|4180|101|3397|54|929|11\n"
        "3 proc_net_qtaguid_stats 1|wlan0|-1095216660480|1010007|1|-1|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15\n"
        "4 want \"0x\" have \"0\"\n");
}

/* The first kernels, those that call packets before bytes, and one whose vendor counts something else. */
TEST(qtaguid_stats_of_other_kernels)
{
    assert_format(
        "qtaguid_stats", "xt_qtaguid/stats", TOTALS "\n2 rmnet0 0x0 0 0 18393 326 8506 166\n",
        "2 proc_net_qtaguid_stats 1|rmnet0|0|0|0|18393|326|8506|166|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|"
        "NULL|NULL\n");
    assert_format("qtaguid_stats", "xt_qtaguid/stats",
                  TOTALS " rx_tcp_packets rx_tcp_bytes rx_udp_packets rx_udp_bytes rx_other_packets rx_other_bytes"
                         " tx_tcp_packets tx_tcp_bytes tx_udp_packets tx_udp_bytes tx_other_packets tx_other_bytes\n"
                         "2 lo 0x0 7 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n",
                  "2 proc_net_qtaguid_stats 1|lo|0|7|0|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16\n");
    assert_format(
        "qtaguid_stats", "xt_qtaguid/stats", TOTALS " extra\n2 wlan0 0x0 10001 0 300 3 400 4 5\n",
        "1 unknown_columns extra\n"
        "2 proc_net_qtaguid_stats 1|wlan0|0|10001|0|300|3|400|4|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|"
        "NULL|NULL\n2 unknown_values 5\n");
    assert_format("qtaguid_stats", "xt_qtaguid/stats", "idx iface\n",
                  "1 want \"" TOTALS PROTOCOLS "\" have \"idx iface\"\n");
}

TEST(qtaguid_ctrl_rows)
{
    assert_format("qtaguid_ctrl", "xt_qtaguid/ctrl",
                  "sock=ffffffc0346f1000 tag=0x100002717 (uid=10007) pid=1764 f_count=2\n"
                  "sock=ce1b4c00 tag=0x3f2 (uid=1010)\n"
                  "sock=          (null) tag=0x0 (uid=0) pid=1 f_count=1 more\n"
                  "sock=0 tag=0x0 (uid=0) pid=1 f_count=1 more\n"
                  "events: sockets_tagged=12 sockets_untagged=11 counter_set_changes=3\n",
                  "1 proc_net_qtaguid_ctrl 1|ffffffc0346f1000|4294977303|10007|1764|2\n"
                  "2 proc_net_qtaguid_ctrl 1|ce1b4c00|1010|1010|NULL|NULL\n"
                  "3 proc_net_qtaguid_ctrl 1|(null)|0|0|1|1\n3 unknown_columns NULL\n3 unknown_values more\n"
                  "4 proc_net_qtaguid_ctrl 1|0|0|0|1|1\n4 unknown_values more\n");
    assert_format("qtaguid_ctrl", "xt_qtaguid/ctrl",
                  "sock=ce1b4c00 tag=3f2 (uid=1010)\nsock=1 tag=0x3f2 (uid=1010) pid=x\n",
                  "1 want \"tag=0x\" have \"tag=3f2\"\n2 want \"pid=\" have \"x\"\n");
    assert_format_cut("qtaguid_ctrl", "xt_qtaguid/ctrl", "events: sock", "1 want \"newline\" have \"events: sock\"\n");
}
