/*
 * What formats make of text and of names that no kernel is known to print, and of the last line where it was cut: a row of what was
 * understood, or a problem, each at its line.
 */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(formats_take_the_name_of_the_member_as_it_is)
{
    assert_format("binfmt_misc", "qemu", "enabled\n", "1 binfmt_misc qemu|enabled|\n");
    assert_format("binfmt_misc", "sys/fs/binfmt_misc/a_xzz", "enabled\n",
                  "0 want \"name of an entry\" have \"sys/fs/binfmt_misc/a_xzz\"\n"
                  "1 binfmt_misc a_xzz|enabled|\n");
    assert_format("sysctl", "kernel/x", "1\n", "1 sysctls kernel/x|1\n");
    assert_format("process_view", "other", "7\t0\tx\n", "1 process_views other|7|0|x\n");
}

/* There is no inode, or no protocol, to take from it. */
TEST(formats_of_sockets_take_the_name_of_the_member_as_it_is)
{
    static const char socket[] =
        ">>> socket 00000000c0ffee01 / sk 00000000c0ffee01 / bo 00000000c0ffee01 / dropped 0 / bound can0 <<<\n";
    static const char row[] =
        "1 proc_net_family_sockets 1|before|29|2|2|NULL|NULL|NULL|can0|NULL|NULL|NULL|NULL|NULL|NULL| dropped 0 \n";

    assert_format("can_bcm", "elsewhere", socket, row);
    assert_format("can_bcm", "can-bcm/x", socket, row);
    assert_format("can_bcm", "can-bcm/7 8", socket, row);
    assert_format("bluetooth", "other",
                  "sk               RefCnt Rmem   Wmem   User   Inode  Parent\n"
                  "00000000c0ffee01 2      16     32     0      7002   0     \n",
                  "2 proc_net_family_sockets 1|before|31|NULL|NULL|NULL|NULL|NULL|NULL|2|16|32|0|7002|0|NULL\n");
}

TEST(formats_keep_a_cut_header_apart)
{
    assert_format_cut("meminfo", "meminfo",
                      "        total:   used:", "1 want \"newline\" have \"        total:   used:\"\n");
}

TEST(formats_want_octal_numbers_that_fit)
{
    assert_format("fdinfo", "fdinfo", "fd/7\tpos:\t0\nfd/7\tflags:\t0111111111111111111111\n",
                  "1 process_fdinfo 7|7|7|pos|NULL|0|NULL\n"
                  "2 process_fdinfo 7|7|7|flags|NULL|0111111111111111111111|NULL\n"
                  "2 want \"flags\" have \"0111111111111111111111\"\n"
                  "1 process_fd_states 7|7|7|0|NULL|NULL|NULL\n");
    assert_format("fdinfo", "fdinfo", "fd/7\tflags:\t08\nfd/7\tpos:\tx\n",
                  "1 process_fdinfo 7|7|7|flags|NULL|08|NULL\n"
                  "1 want \"flags\" have \"08\"\n"
                  "2 process_fdinfo 7|7|7|pos|NULL|x|NULL\n"
                  "2 want \"pos\" have \"x\"\n");
    assert_format("fdinfo", "fdinfo", "fd/7\tflags:\t02\n",
                  "1 process_fdinfo 7|7|7|flags|NULL|02|NULL\n1 process_fd_states 7|7|7|NULL|2|NULL|NULL\n");
    assert_format("fdinfo", "fdinfo", "fd/7\tflags:\t0/\n",
                  "1 process_fdinfo 7|7|7|flags|NULL|0/|NULL\n1 want \"flags\" have \"0/\"\n");
}

TEST(counters_of_more_numbers_than_names)
{
#define COUNTERS                                          \
    "1 net_counters 0|1|before|psched|NULL|t2us|NULL|1\n" \
    "1 net_counters 1|1|before|psched|NULL|us2t|NULL|2\n"
    assert_format("unnamed_counters", "psched", "1 2 3 4 5\n",
                  COUNTERS "1 net_counters 2|1|before|psched|NULL|clock_res|NULL|3\n"
                           "1 net_counters 3|1|before|psched|NULL|hz|NULL|4\n"
                           "1 unknown_columns NULL\n1 unknown_values 5\n");
    assert_format("unnamed_counters", "psched", "1 2 g\n", COUNTERS "1 want \"value of a counter\" have \"g\"\n");
}

TEST(inet_ports_that_are_none)
{
#define HEADER \
    "sl local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode ref pointer drops"
#define REST " 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 7 2 "
    assert_format("inet", "udp",
                  HEADER "\n"
                         "1: 00000000:10000" REST "00000000c0ffee01 0\n"
                         "1: 00000000:FFFFFFFFFFFFFFFF" REST "00000000c0ffee01 0\n",
                  "2 want \"local port\" have \"10000\"\n3 want \"local port\" have \"FFFFFFFFFFFFFFFF\"\n");
    /* A vendor's columns, and a row that ends before them. */
    assert_format(
        "inet", "udp", HEADER " more\n1: 00000000:1000" REST "\n",
        "1 unknown_columns more\n"
        "2 proc_net_inet 1|before|2|17|1|0.0.0.0|00000000|4096|0.0.0.0|00000000|0|7|0|0|0|0|0|0|0|7|NULL|NULL|NULL|"
        "NULL|NULL|NULL|NULL\n2 unknown_values 2\n");
}
