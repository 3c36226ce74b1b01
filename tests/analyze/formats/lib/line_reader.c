#include "tests/support/test.h"

#include "tests/support/format_text.h"

/* What a kernel prints of an unsigned long that went below 0 keeps its row. */
TEST(format_numbers_above_2_to_63)
{
    assert_format("kernel_stat", "stat", "cpu  1 2 3 4 5 6 7 18446744073709551615 0 0\nctxt 18446744073709551614\n",
                  "1 proc_stat_cpus NULL|1|2|3|4|5|6|7|-1|0|0\n2 host_counters stat|ctxt|0|-2|NULL\n");
    assert_format("limits", "limits",
                  "Limit                     Soft Limit           Hard Limit           Units     \n"
                  "Max locked memory         18446744073708503040 9223372036854775807  bytes     \n"
                  "Max open files            9223372036854775808  unlimited            files     \n",
                  "2 process_limits 7|Max locked memory|-1048576|9223372036854775807|bytes\n"
                  "3 process_limits 7|Max open files|-9223372036854775808|NULL|files\n");
    assert_format("unix", "unix",
                  "Num RefCount Protocol Flags Type St Inode Path\n0000000000000000: 00000002 00000000 00010000 0001 "
                  "01 18446744073709551614 /a\n",
                  "2 proc_net_unix 1|before|2|0|65536|1|1|-2|/a|0\n");
    assert_format("process_status", "status", "Tgid:\t7\nvoluntary_ctxt_switches:\t18446744073709551615\n",
                  "1 process_status 7|7|7|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|"
                  "NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|-1|NULL\n");
    assert_format("process_io", "io", "rchar: 18446744073709551615\n",
                  "1 process_io 7|-1|NULL|NULL|NULL|NULL|NULL|NULL\n");
    assert_format("snmp", "snmp", "Udp: InErrors\nUdp: 18446744073709551615\n",
                  "2 net_counters 0|1|before|snmp|Udp|InErrors|NULL|-1\n");
}

/* Some editors and collectors write CR LF and a byte order mark. */
TEST(format_text_that_was_converted)
{
    assert_format(
        "unix", "unix",
        "\xef\xbb\xbfNum RefCount Protocol Flags Type St Inode Path\r\n0000000000000000: 00000002 00000000 "
        "00010000 0001 01    12 /a b\r\n0000000000000000: 00000002 00000000 00010000 0001 01    13\r\n",
        "1 want \"text as the kernel writes it\" have \"\\xef\\xbb\\xbfNum RefCount Protocol Flags Type St Inode "
        "Path\\x0d\"\n"
        "2 proc_net_unix 1|before|2|0|65536|1|1|12|/a b|0\n"
        "3 proc_net_unix 1|before|2|0|65536|1|1|13|NULL|NULL\n");
    /* Of some lines only. */
    assert_format("swaps", "swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\r\n\n/dev/a partition 8 0 -2\n",
                  "1 want \"text as the kernel writes it\" have "
                  "\"Filename\\x09\\x09\\x09\\x09Type\\x09\\x09Size\\x09\\x09Used\\x09\\x09Priority\\x0d\"\n"
                  "2 want \"file name\" have \"\"\n3 proc_swaps /dev/a|partition|8|0|-2\n");
    assert_format("unix", "unix",
                  "Num RefCount Protocol Flags Type St Inode Path\n0000000000000000: 00000002 00000000 00010000 0001 "
                  "01    12 /a\r\n",
                  "2 proc_net_unix 1|before|2|0|65536|1|1|12|/a\\x0d|0\n");
}

/* One thought for all files: what is there is kept, and that a kernel's file does not end its line is told. */
TEST(format_last_lines_without_a_newline)
{
    assert_format("meminfo", "meminfo", "MemFree: 5 kB\nCached:  99",
                  "1 host_counters meminfo|MemFree|0|5|kB\n"
                  "2 host_counters meminfo|Cached|0|99|NULL\n"
                  "2 want \"newline\" have \"Cached:  99\"\n");
    assert_format("kernel_stat", "stat", "btime 7\nprocesses 12",
                  "1 host_counters stat|btime|0|7|NULL\n"
                  "2 host_counters stat|processes|0|12|NULL\n"
                  "2 want \"newline\" have \"processes 12\"\n");
    assert_format("process_io", "io", "rchar: 1\nwchar: 2",
                  "2 want \"newline\" have \"wchar: 2\"\n1 process_io 7|1|2|NULL|NULL|NULL|NULL|NULL\n");
    assert_format("mounts", "mounts", "proc /proc proc rw 0 0",
                  "1 mounts_file proc|/proc|proc|rw\n1 want \"newline\" have \"proc /proc proc rw 0 0\"\n");
    assert_format("unix", "unix",
                  "Num RefCount Protocol Flags Type St Inode Path\n0000000000000000: 00000002 00000000 00010000 0001 "
                  "01    12 /a\nb",
                  "2 proc_net_unix 1|before|2|0|65536|1|1|12|/a\\x0ab|0\n"
                  "2 want \"newline\" have \"/a\\x0ab\"\n");
    assert_format(
        "unix", "unix",
        "Num RefCount Protocol Flags Type St Inode Path\n0000000000000000: 00000002 00000000 00010000 0001 01    12",
        "2 proc_net_unix 1|before|2|0|65536|1|1|12|NULL|NULL\n"
        "2 want \"newline\" have \"0000000000000000: 00000002 00000000 00010000 0001 01    12\"\n");
    assert_format("unix", "unix", "Num RefCount Protocol Flags Type St Inode Path", "");
    /* People's files need none; half a line is none in either. */
    assert_format("passwd", "passwd", "a:x:1:2:::", "1 passwd_file a|x|1|2|||NULL\n");
    assert_format_cut("passwd", "passwd", "a:x:1:2:::\nb:x:1",
                      "1 passwd_file a|x|1|2|||NULL\n"
                      "2 want \"newline\" have \"b:x:1\"\n");
}
