#include "tests/support/test.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/format_text.h"

#define TCP_HEADER                                                                                                     \
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                " \
    "                                     \n"
#define TCP6_HEADER                                                                                              \
    "  sl  local_address                         remote_address                        st tx_queue rx_queue tr " \
    "tm->when retrnsmt   uid  timeout inode\n"
#define UDP_HEADER                                                                                                   \
    "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer " \
    "drops             \n"
#define DGRAM6_HEADER                                                                                            \
    "  sl  local_address                         remote_address                        st tx_queue rx_queue tr " \
    "tm->when retrnsmt   uid  timeout inode ref pointer drops\n"

TEST(inet_published_listeners_of_a_32_bit_kernel)
{
    assert_format("inet", "tcp",
                  "sl local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode\n"
                  "0: 00000000:2081 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0 26442 1 de0c8e40 "
                  "300 0 0 2 -1\n"
                  "1: 0100007F:0277 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 7019 1 de0c84c0 300 0 "
                  "0 2 -1\n",
                  "2 proc_net_inet 1|before|2|6|0|0.0.0.0|00000000|8321|0.0.0.0|00000000|0|10|0|0|0|0|0|1000|0|26442|1|"
                  "300|0|0|2|-1|NULL\n"
                  "3 proc_net_inet 1|before|2|6|1|127.0.0.1|7f000001|631|0.0.0.0|00000000|0|10|0|0|0|0|0|0|0|7019|1|"
                  "300|0|0|2|-1|NULL\n");
}

TEST(inet_published_connection_with_padding)
{
    assert_format("inet", "tcp",
                  TCP_HEADER "  12: B382595D:8B40 D5C43B45:0050 01 00000000:00000000 00:00000000 00000000  1000        "
                             "0 11065 1 ffff88008bd35480 69 4 12 4 -1                   \n",
                  "2 proc_net_inet 1|before|2|6|12|93.89.130.179|5d5982b3|35648|69.59.196.213|453bc4d5|80|1|0|0|0|0|0|"
                  "1000|0|11065|1|69|4|12|4|-1|NULL\n");
}

TEST(inet_short_rows_have_no_tail)
{
    assert_format(
        "inet", "tcp",
        TCP_HEADER "   5: 0100007F:1F90 0100007F:D63E 06 00000000:00000000 03:00000A21 00000000     0        0 0 3 "
                   "00000000a1b2c3d4                                      \n"
                   "   6: 0100007F:1F90 0100007F:D640 03 00000000:00000000 01:00000064 00000001     0        0 0 1 "
                   "00000000a1b2c3d5                                      \n",
        "2 proc_net_inet 1|before|2|6|5|127.0.0.1|7f000001|8080|127.0.0.1|7f000001|54846|6|0|0|3|2593|0|0|0|0|3|NULL|"
        "NULL|NULL|NULL|NULL|NULL\n"
        "3 proc_net_inet 1|before|2|6|6|127.0.0.1|7f000001|8080|127.0.0.1|7f000001|54848|3|0|0|1|100|1|0|0|0|1|NULL|"
        "NULL|NULL|NULL|NULL|NULL\n");
}

TEST(inet_row_without_reference_count)
{
    assert_format("inet", "tcp",
                  TCP_HEADER "   5: 0100007F:1F90 0100007F:D63E 06 00000000:00000000 03:00000A21 00000000 0 0 0\n",
                  "2 proc_net_inet 1|before|2|6|5|127.0.0.1|7f000001|8080|127.0.0.1|7f000001|54846|6|0|0|3|2593|0|0|0|"
                  "0|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n");
}

/* jiffies_to_clock_t of a timer that has passed already, kernels before 3.1 */
TEST(inet_underflowed_timer_and_signed_uid)
{
    assert_format("inet", "tcp",
                  TCP_HEADER
                  "   0: 0100007F:0016 0100007F:D63E 01 00000000:00000010 02:FFFFFFFFFFFFFFFE 00000000    -2 "
                  "       0 77 -1 ffff88008bd35480 20 4 1 10 7\n",
                  "2 proc_net_inet 1|before|2|6|0|127.0.0.1|7f000001|22|127.0.0.1|7f000001|54846|1|0|16|2|-2|0|"
                  "4294967294|0|77|-1|20|4|1|10|7|NULL\n");
}

/* No kernel has such a uid, and a part of one is somebody else's. */
TEST(inet_uid_of_more_than_32_bits)
{
    assert_format("inet", "tcp",
                  TCP_HEADER "   0: 0100007F:0016 0100007F:D63E 01 0:0 0:0 0 4294967296 0 77 1 0\n"
                             "   1: 0100007F:0016 0100007F:D63E 01 0:0 0:0 0 -99999999999 0 78 1 0\n",
                  "2 want \"uid\" have \"4294967296\"\n3 want \"uid\" have \"-99999999999\"\n");
}

TEST(inet_tcp6)
{
    assert_format(
        "inet", "tcp6",
        TCP6_HEADER
        "   0: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 "
        "00:00000000 00000000     0        0 13830 1 0000000000000000 100 0 0 10 0\n"
        "   1: 0000000000000000FFFF00000100007F:0050 0000000000000000FFFF00000100007F:CF2C 01 00000000:00000000 "
        "02:000A7D8C 00000000    33        0 20001 2 ffff8800372c0000 20 4 29 10 -1\n"
        "   2: B80D01200000000067452301EFCDAB89:01BB 000080FE00000000FF005450B6AD1CFE:8000 08 00000000:00000001 "
        "00:00000000 00000000     0        0 0 1 ffff8800372c0000 20 4 29 10 -1\n",
        "2 proc_net_inet 1|before|10|6|0|::1|00000000000000000000000000000001|22|::|00000000000000000000000000000000|0|"
        "10|0|0|0|0|0|0|0|13830|1|100|0|0|10|0|NULL\n"
        "3 proc_net_inet 1|before|10|6|1|::ffff:127.0.0.1|00000000000000000000ffff7f000001|80|::ffff:127.0.0.1|"
        "00000000000000000000ffff7f000001|53036|1|0|0|2|687500|0|33|0|20001|2|20|4|29|10|-1|NULL\n"
        "4 proc_net_inet 1|before|10|6|2|2001:db8::123:4567:89ab:cdef|20010db8000000000123456789abcdef|443|"
        "fe80::5054:ff:fe1c:adb6|fe80000000000000505400fffe1cadb6|32768|8|0|1|0|0|0|0|0|0|1|20|4|29|10|-1|NULL\n");
}

TEST(inet_big_endian)
{
    struct format_input input = {
        .text = slice_of(TCP_HEADER "   0: 0A010203:0016 7F000001:D63E 01 00000000:00000000 00:00000000 00000000     0 "
                                    "       0 77 1 0000000000000000 20 4 1 10 -1\n"),
        .big_endian = true,
        .file = slice_of("tcp"),
        .pass = slice_of("after"),
        .net_namespace = 4026531840,
    };
    char *have = format_text("inet", &input);

    assert_string_equal(have, "2 proc_net_inet 4026531840|after|2|6|0|10.1.2.3|0a010203|22|127.0.0.1|7f000001|54846|1|"
                              "0|0|0|0|0|0|0|77|1|20|4|1|10|-1|NULL\n");
    free(have);
}

TEST(inet_big_endian_ipv6)
{
    struct format_input input = {
        .text = slice_of(DGRAM6_HEADER
                         " 100: 00000000000000000000000000000001:0035 00000000000000000000FFFF7F000001:0001 01 "
                         "00000000:00000000 00:00000000 00000000     0        0 77 2 0000000000000000 9\n"),
        .big_endian = true,
        .file = slice_of("udp6"),
        .pass = slice_of("after"),
        .net_namespace = 1,
    };
    char *have = format_text("inet", &input);

    assert_string_equal(have, "2 proc_net_inet 1|after|10|17|100|::1|00000000000000000000000000000001|53|"
                              "::ffff:127.0.0.1|00000000000000000000ffff7f000001|1|1|0|0|0|0|0|0|0|77|2|NULL|NULL|NULL|"
                              "NULL|NULL|9\n");
    free(have);
}

TEST(inet_datagrams_count_drops)
{
    assert_format(
        "inet", "udp",
        UDP_HEADER "  483: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        "
                   "0 7740 2 ffff880036c6c000 12          \n",
        "2 proc_net_inet 1|before|2|17|483|0.0.0.0|00000000|68|0.0.0.0|00000000|0|7|0|0|0|0|0|0|0|7740|2|NULL|"
        "NULL|NULL|NULL|NULL|12\n");
}

TEST(inet_udp_of_2_6_24_has_no_drops)
{
    assert_format(
        "inet", "udp",
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode     "
        "                                                \n"
        "  68: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 7740 2 "
        "f7a90e00                           \n",
        "2 proc_net_inet 1|before|2|17|68|0.0.0.0|00000000|68|0.0.0.0|00000000|0|7|0|0|0|0|0|0|0|7740|2|NULL|"
        "NULL|NULL|NULL|NULL|NULL\n");
}

TEST(inet_family_and_protocol_come_from_the_name)
{
    static const struct {
        const char *file;
        const char *start;
    } cases[] = {
        { "udp", "2|17" }, { "udplite", "2|136" }, { "raw", "2|255" }, { "icmp", "2|1" }, { "tcp", "2|6" },
    };
    char expected[256];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        (void)snprintf(
            expected, sizeof(expected),
            "2 proc_net_inet 1|before|%s|1|0.0.0.0|00000000|1|0.0.0.0|00000000|0|7|0|0|0|0|0|1000|0|10229654|2|"
            "NULL|NULL|NULL|NULL|NULL|NULL\n",
            cases[i].start);
        assert_format("inet", cases[i].file,
                      UDP_HEADER
                      "   1: 00000000:0001 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000     "
                      "   0 10229654 2 00000000d959a5d5\n",
                      expected);
    }
    assert_format("inet", "icmp6",
                  DGRAM6_HEADER "    1: 00000000000000000000000000000000:003A 00000000000000000000000000000000:0000 07 "
                                "00000000:00000000 00:00000000 00000000     0        0 5 2 0000000000000000 0\n",
                  "2 proc_net_inet 1|before|10|58|1|::|00000000000000000000000000000000|58|::|"
                  "00000000000000000000000000000000|0|7|0|0|0|0|0|0|0|5|2|NULL|NULL|NULL|NULL|NULL|0\n");
}

#define START "   0: 0100007F:0016 0100007F:D63E 01 00000000:00000000 00:00000000 00000000 "
#define ROW   START "0 0 77 1 ffff88008bd35480 20 4 1 10 -1\n"
#define VALUES                                                                                                       \
    "proc_net_inet 1|before|2|6|0|127.0.0.1|7f000001|22|127.0.0.1|7f000001|54846|1|0|0|0|0|0|0|0|77|1|20|4|1|10|-1|" \
    "NULL\n"

TEST(inet_malformed_lines_are_problems_and_the_next_line_is_read)
{
    static const struct {
        const char *line;
        const char *problem;
    } cases[] = {
        { "\n", "2 want \"sl\" have \"\"\n" },
        { "garbage\n", "2 want \"sl\" have \"garbage\"\n" },
        { "0 1\n", "2 want \":\" have \"\"\n" },
        { "0: 0100007:0016 0\n", "2 want \"local address\" have \"0100007:0016\"\n" },
        { "0: 0100007F00:0016 0\n", "2 want \":\" have \"00:0016\"\n" },
        { "0: 0100007F:ZZ 0\n", "2 want \"local port\" have \"ZZ\"\n" },
        { "0: 0100007F:10000 0\n", "2 want \"local port\" have \"10000\"\n" },
        { "0: 0100007F:0016 -\n", "2 want \"remote address\" have \"-\"\n" },
        { START "0 0 99999999999999999999 1 0 1 1 1 1 1\n", "2 want \"inode\" have \"99999999999999999999\"\n" },
        { START "0 0 77 1 ffff88008bd35480 20 4\n", "2 want \"ssthresh\" have \"\"\n" },
        { START "0 0 77 1 ffff88008bd35480 20 4 1 10 x\n", "2 want \"ssthresh\" have \"x\"\n" },
    };
    char text[1024];
    char expected[1024];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        (void)snprintf(text, sizeof(text), "%s%s%s", TCP_HEADER, cases[i].line, ROW);
        (void)snprintf(expected, sizeof(expected), "%s3 " VALUES, cases[i].problem);
        assert_format("inet", "tcp", text, expected);
    }
}

/* They are noted once, though no header names them. */
TEST(inet_words_behind_the_row_are_kept_with_it)
{
    assert_format("inet", "tcp",
                  TCP_HEADER ROW START "0 0 77 1 ffff88008bd35480 20 4 1 10 -1 new words\n" START
                                       "0 0 77 1 ffff88008bd35480 20 4 1 10 -1  others \n",
                  "2 " VALUES "3 " VALUES "3 unknown_columns NULL\n3 unknown_values new words\n"
                  "4 " VALUES "4 unknown_values others\n");
}

TEST(inet_a_cut_line_is_a_problem)
{
    assert_format_cut("inet", "tcp", TCP_HEADER ROW START "0 0 77 1 ffff88008bd35480 20 4 1 10 -1",
                      "2 " VALUES "3 want \"newline\" have \"" START "0 0 77 1 ffff88008bd35480 20 4 1 10 -1\"\n");
}

/* Where the member was read whole, the last row stands, unless its inode may be half a number. */
TEST(inet_a_last_line_without_a_newline)
{
    assert_format("inet", "tcp", TCP_HEADER ROW START "0 0 77 1 ffff88008bd35480 20 4 1 10 -1",
                  "2 " VALUES "3 " VALUES "3 want \"newline\" have \"" START
                  "0 0 77 1 ffff88008bd35480 20 4 1 10 -1\"\n");
    assert_format("inet", "tcp", TCP_HEADER START "0 0 77", "2 want \"newline\" have \"" START "0 0 77\"\n");
}

TEST(inet_an_unknown_header_is_one_problem_and_no_rows)
{
    assert_format("inet", "tcp", "sl local_address st\n" ROW ROW,
                  "1 want \"sl local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode\" "
                  "have \"sl local_address st\"\n");
    assert_format("inet", "tcp", TCP_HEADER, "");
    assert_format("inet", "tcp", "", "");
}

#define NAMED_VALUES(protocol) \
    "proc_net_inet 1|before|2|" protocol "|0|127.0.0.1|7f000001|22|127.0.0.1|7f000001|54846|1|0|0|0|0|0|0|0|77|"
#define SHORT_VALUES NAMED_VALUES("6")
#define UDP_VALUES   NAMED_VALUES("17")

#define OWNERLESS    "proc_net_inet 1|before|2|6|0|127.0.0.1|7f000001|22|127.0.0.1|7f000001|54846|1|0|0|0|0|0|"
#define REST_NULL    "|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"

/* Rows that end before the columns that their header names, and those of a header that ends with them. */
TEST(inet_words_that_are_missing_at_the_end)
{
    static const char header[] = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";
    char text[512];

    assert_format("inet", "tcp", TCP_HEADER START "\n" START "1000\n" START "1000 3\n",
                  "2 " OWNERLESS "NULL|NULL|NULL" REST_NULL "2 want \"uid\" have \"\"\n"
                  "3 " OWNERLESS "1000|NULL|NULL" REST_NULL "3 want \"timeout\" have \"\"\n"
                  "4 " OWNERLESS "1000|3|NULL" REST_NULL "4 want \"inode\" have \"\"\n");
    (void)snprintf(text, sizeof(text), "%s%s", header, START "1000\n" START "-2\n");
    assert_format(
        "inet", "tcp", text,
        "1 want \"sl local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode\" have "
        "\"  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\"\n"
        "2 " OWNERLESS "1000|NULL|NULL" REST_NULL "3 " OWNERLESS "4294967294|NULL|NULL" REST_NULL);
}

/* A vendor's kernel, which says whose a socket is: in full rows, in short ones, at the place that the header says, and not at all. */
TEST(inet_columns_that_a_vendor_added)
{
    assert_format("inet", "tcp",
                  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode"
                  "          pid task\n" START "0 0 77 1 ffff88008bd35480 20 4 1 10 -1 1093 httpd\n" START
                  "0 0 77 1 ffff88008bd35480 1093 a web server\n" START "0 0 77 1093 httpd\n" START
                  "0 0 77 1 ffff88008bd35480 20 4 1 10 -1\n" START "0 0\n",
                  "1 unknown_columns pid task\n"
                  "2 " VALUES "2 unknown_values 1093 httpd\n"
                  "3 " SHORT_VALUES "1|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "3 unknown_values 1093 a web server\n"
                  "4 " SHORT_VALUES "NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "4 unknown_values 1093 httpd\n"
                  "5 " VALUES "6 " OWNERLESS "0|0|NULL" REST_NULL "6 want \"inode\" have \"\"\n");
    assert_format(
        "inet", "udp",
        "sl local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode pid task\n" START
        "0 0 77 2 de0c8e40 1093 dnsmasq\n" START "0 0 77 2 de0c8e40 5 1093 dnsmasq\n",
        "1 unknown_columns pid task\n"
        "2 " UDP_VALUES "2|NULL|NULL|NULL|NULL|NULL|NULL\n"
        "2 unknown_values 1093 dnsmasq\n"
        "3 " UDP_VALUES "2|NULL|NULL|NULL|NULL|NULL|5\n"
        "3 unknown_values 1093 dnsmasq\n");
}

TEST(inet_an_unknown_file_is_a_problem)
{
    assert_format("inet", "tcp7", TCP_HEADER ROW, "0 want \"name of a socket table\" have \"tcp7\"\n");
}
