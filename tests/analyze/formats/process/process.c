#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/support/format_text.h"

#define STAT_TAIL \
    " S 1 1962 1962 0 -1 4202816 510 2102 3 4 11 12 13 -14 20 -5 2 0 4711 8978432 251 4294967295 1 1 0 0 0 0 0 0 0\n"
#define STAT_VALUES "S|1|1962|1962|0|4202816|510|3|11|12|20|-5|2|4711|8978432|251\n"

TEST(process_stat_names)
{
    static const struct {
        const char *comm;
        const char *value;
    } cases[] = {
        { "sshd", "sshd" },
        { "a b", "a b" },
        { ") S 1 (", ") S 1 (" },
        { "x) R 2", "x) R 2" },
        { "new\nline", "new\\x0aline" },
        { "", "" },
        { "\xc3\x28", "\\xc3(" },
    };
    char text[512];
    char expected[512];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        (void)snprintf(text, sizeof(text), "7 (%s)%s", cases[i].comm, STAT_TAIL);
        (void)snprintf(expected, sizeof(expected), "1 process_stat 7|7|%s|%s", cases[i].value, STAT_VALUES);
        assert_format("process_stat", "stat", text, expected);
    }
}

TEST(process_stat_of_another_process_is_kept_and_said)
{
    assert_format(
        "process_stat", "stat", "8 (x)" STAT_TAIL,
        "1 process_stat 7|7|x|" STAT_VALUES
        "1 want \"the number of its directory\" have \"8 (x) S 1 1962 1962 0 -1 4202816 510 2102 3 4 11 12 13 "
        "-14 20 -5 2 0 4711 8978432 251 4294967295 1 1 0 0 0 0 0 0 0\\x0a\"\n");
}

TEST(process_stat_malformed)
{
    assert_format("process_stat", "stat", "", "");
    assert_format_cut("process_stat", "stat", "7 (x) S 1", "1 want \"newline\" have \"7 (x) S 1\"\n");
    assert_format("process_stat", "stat", "7 (x) S 1\n", "1 want \"pgrp\" have \"\"\n");
    assert_format("process_stat", "stat", "7 x\n", "1 want \" (\" have \"\"\n");
    assert_format("process_stat", "stat", "7 (x\n", "1 want \")\" have \"x\\x0a\"\n");
}

TEST(process_status_values)
{
    assert_format(
        "process_status", "status",
        "Name:\ta\\nTgid:\\t9\n"
        "Tgid:\t26890\n"
        "Pid:\t26890\n"
        "TracerPid:\t0\n"
        "Uid:\t1000\t1001\t1002\t1003\n"
        "Gid:\t100\t101\t102\t103\n"
        "FDSize:\t256\n"
        "Groups:\t4 24 27 \n"
        "NStgid:\t26890\t6\n"
        "VmSize:\t    3060 kB\n"
        "VmLck:\t       0 kB\n"
        "VmRSS:\t    1624 kB\n"
        "Threads:\t31\n"
        "CapInh:\t0000000000000000\n"
        "CapPrm:\t00000000a80425fb\n"
        "CapEff:\t00000000a80425fb\n"
        "CapBnd:\t00000000a80425fb\n"
        "CapAmb:\t0000000000000000\n"
        "NoNewPrivs:\t0\n"
        "Seccomp:\t2\n",
        "1 process_status 7|7|26890|26890 6|0|1000|1001|1002|1003|100|101|102|103|4 24 27|3133440|1662976|0|31|"
        "0000000000000000|00000000a80425fb|00000000a80425fb|00000000a80425fb|0000000000000000|0|2\n");
}

TEST(process_status_of_an_old_kernel_and_a_kernel_thread)
{
    assert_format(
        "process_status", "status", "Name:\tkthreadd\nTgid:\t2\nUid:\t0\t0\t0\t0\nGroups:\t \n",
        "1 process_status 7|7|2|NULL|NULL|0|0|0|0|NULL|NULL|NULL|NULL||NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|"
        "NULL|NULL|NULL\n");
}

TEST(process_status_malformed)
{
    assert_format_cut(
        "process_status", "status",
        "Tgid:\tx\nUid:\t1\t2\nno colon\nVmSize:\t99999999999999999 kB\nVmRSS:\t5 pages\nThreads:\t3",
        "1 want \"Tgid\" have \"x\"\n"
        "2 want \"Uid\" have \"\"\n"
        "3 want \"key\" have \"no colon\"\n"
        "4 want \"VmSize\" have \"\"\n"
        "5 want \"kB\" have \"pages\"\n"
        "6 want \"newline\" have \"Threads:\\x093\"\n"
        "1 process_status 7|7|NULL|NULL|NULL|1|2|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|"
        "NULL|NULL|NULL|NULL|NULL|NULL\n");
    assert_format("process_status", "status", "", "");
}

TEST(process_io_values)
{
    assert_format("process_io", "io",
                  "rchar: 6976\nwchar: 1\nsyscr: 10\nsyscw: 2\nread_bytes: 3\nwrite_bytes: 4\n"
                  "cancelled_write_bytes: 5\nnew_key: 6\n",
                  "1 process_io 7|6976|1|10|2|3|4|5\n");
    assert_format_cut("process_io", "io", "rchar: x\nwchar: 1\nsyscr: 10",
                      "1 want \"bytes\" have \"x\"\n"
                      "3 want \"newline\" have \"syscr: 10\"\n"
                      "1 process_io 7|NULL|1|NULL|NULL|NULL|NULL|NULL\n");
    assert_format("process_io", "io", "", "");
}

TEST(process_values)
{
    assert_format("process_value", "comm", "sshd\n", "1 process_values 7|comm|sshd\n");
    assert_format("process_value", "comm", "two\nlines\n\n", "1 process_values 7|comm|two\\x0alines\\x0a\n");
    assert_format("process_value", "loginuid", "4294967295", "1 process_values 7|loginuid|4294967295\n");
    assert_format_bytes("process_value", "attr/current", (struct slice){ "system_u:system_r:init_t:s0\0", 28 },
                        "1 process_values 7|attr/current|system_u:system_r:init_t:s0\n");
    assert_format("process_value", "attr/current", "unconfined\n", "1 process_values 7|attr/current|unconfined\n");
    assert_format("process_value", "comm", "\n", "1 process_values 7|comm|\n");
    assert_format("process_value", "comm", "", "");
}

TEST(cmdlines)
{
    assert_format_bytes("cmdline", "cmdline", (struct slice){ "nc\0-l\0-p\08321\0", 14 },
                        "1 process_values 7|cmdline|nc -l -p 8321\n");
    assert_format_bytes("cmdline", "cmdline", (struct slice){ "a\0\0b c\0\0\0", 9 },
                        "1 process_values 7|cmdline|a  b c\n");
    assert_format("cmdline", "cmdline", "postgres: writer process   ",
                  "1 process_values 7|cmdline|postgres: writer process   \n");
    assert_format_bytes("cmdline", "cmdline", (struct slice){ "\0\0", 2 }, "1 process_values 7|cmdline|\n");
    assert_format("cmdline", "cmdline", "", "");
}

TEST(cgroups)
{
    assert_format("cgroup", "cgroup",
                  "12:pids:/docker/54e9a2cefd94\n"
                  "4:cpu,cpuacct:/\n"
                  "1:name=systemd:/user.slice/a:b c (deleted)\n"
                  "0::/\n",
                  "1 process_cgroups 7|12|pids|/docker/54e9a2cefd94\n"
                  "2 process_cgroups 7|4|cpu,cpuacct|/\n"
                  "3 process_cgroups 7|1|name=systemd|/user.slice/a:b c (deleted)\n"
                  "4 process_cgroups 7|0||/\n");
    assert_format_cut("cgroup", "cgroup", "x:pids:/\n1 pids\n1:pids\n0::/cut",
                      "1 want \"hierarchy\" have \"x:pids:/\"\n"
                      "2 want \":\" have \"\"\n"
                      "3 want \"controllers\" have \"pids\"\n"
                      "4 want \"newline\" have \"0::/cut\"\n");
}

#define LIMITS_HEADER "Limit                     Soft Limit           Hard Limit           Units     \n"

TEST(process_limits)
{
    assert_format("limits", "limits",
                  LIMITS_HEADER "Max cpu time              unlimited            unlimited            seconds   \n"
                                "Max stack size            8388608              unlimited            bytes     \n"
                                "Max open files            1024                 20000                files     \n"
                                "Max nice priority         0                    0                    \n",
                  "2 process_limits 7|Max cpu time|NULL|NULL|seconds\n"
                  "3 process_limits 7|Max stack size|8388608|NULL|bytes\n"
                  "4 process_limits 7|Max open files|1024|20000|files\n"
                  "5 process_limits 7|Max nice priority|0|0|NULL\n");
    assert_format_cut(
        "limits", "limits",
        LIMITS_HEADER "Max open files\n"
                      "Max open files  1024\n"
                      "Max open files  1024 x files\n"
                      "\n"
                      "Max open files            1024                 20000                files     ",
        "2 want \"soft limit\" have \"\"\n"
        "3 want \"hard limit\" have \"\"\n"
        "4 want \"hard limit\" have \"x\"\n"
        "5 want \"resource\" have \"\"\n"
        "6 want \"newline\" have \"Max open files            1024                 20000                files "
        "    \"\n");
    assert_format("limits", "limits", "Limit\n", "1 want \"Limit Soft Limit Hard Limit Units\" have \"Limit\"\n");
}

TEST(mountinfo_lines)
{
    assert_format(
        "mountinfo", "mountinfo",
        "36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 propagate_from:2 - ext3 /dev/root rw,errors=continue\n"
        "22 27 0:21 / /proc rw,relatime - proc proc rw\n"
        "41 27 0:4 net:[4026532281] /run/netns/a\\134b rw shared:12 - nsfs nsfs rw\n"
        "42 27 0:5 / /mnt rw - tmpfs  rw,size=5\n"
        "43 27 0:6 /a\\0111 /x rw - overlay over\\012lay rw,lowerdir=/a\\040b\\054c\n"
        "44 27 0:7 / /bad\\9\\04 rw - tmpfs tmpfs rw\n",
        "1 mountinfo 7|36|35|98:0|/mnt1|/mnt 2|rw,noatime|master:1 propagate_from:2|ext3|/dev/root|"
        "rw,errors=continue\n"
        "1 mount_super_options 0|rw|NULL\n"
        "1 mount_super_options 1|errors|continue\n"
        "2 mountinfo 7|22|27|0:21|/|/proc|rw,relatime||proc|proc|rw\n"
        "2 mount_super_options 0|rw|NULL\n"
        "3 mountinfo 7|41|27|0:4|net:[4026532281]|/run/netns/a\\b|rw|shared:12|nsfs|nsfs|rw\n"
        "3 mount_super_options 0|rw|NULL\n"
        "4 mountinfo 7|42|27|0:5|/|/mnt|rw||tmpfs||rw,size=5\n"
        "4 mount_super_options 0|rw|NULL\n"
        "4 mount_super_options 1|size|5\n"
        "5 mountinfo 7|43|27|0:6|/a\\x091|/x|rw||overlay|over\\x0alay|rw,lowerdir=/a\\040b\\054c\n"
        "5 mount_super_options 0|rw|NULL\n"
        "5 mount_super_options 1|lowerdir|/a b,c\n"
        "6 mountinfo 7|44|27|0:7|/|/bad\\9\\04|rw||tmpfs|tmpfs|rw\n"
        "6 mount_super_options 0|rw|NULL\n");
}

/* Of the rows that the mount has for its options, what stands behind the table's name. */
static void
check_options(const char *type, const char *options, const char *expected)
{
    struct format_input input = { .file = slice_of("mountinfo"), .pid = 7, .tid = 7 };
    char *text, *have, *row, *all;

    assert_true(asprintf(&text, "36 35 0:1 / / rw - %s s %s\n", type, options) > 0);
    input.text = slice_of(text);
    have = format_text("mountinfo", &input);
    all = calloc(1, strlen(have) + 1);
    assert_non_null(all);
    for (row = have; (row = strstr(row, "1 mount_super_options ")); row = strchr(row, '\n'))
        (void)strncat(all, row + strlen("1 mount_super_options "),
                      strcspn(row, "\n") + 1 - strlen("1 mount_super_options "));
    assert_string_equal(all, expected);
    free(text);
    free(have);
    free(all);
}

TEST(mountinfo_options_of_the_file_system)
{
    check_options("proc", "rw,hidepid=invisible,subset=pid", "0|rw|NULL\n1|hidepid|invisible\n2|subset|pid\n");
    check_options("ext4", "rw", "0|rw|NULL\n");
    check_options("x", "", "");
    check_options("x", "rw,,a=,=b,c=d=e", "0|rw|NULL\n1||NULL\n2|a|\n3||b\n4|c|d=e\n");
    check_options("cgroup", "rw,name=a\\054b\\134c,x\\075y=z\\040", "0|rw|NULL\n1|name|a,b\\c\n2|x=y|z \n");
    /* Those of SELinux. */
    check_options("overlay",
                  "rw,context=\"system_u:object_r:container_file_t:s0:c1,c2\",seclabel,upperdir=\"a,workdir=b\"",
                  "0|rw|NULL\n1|context|system_u:object_r:container_file_t:s0:c1,c2\n2|seclabel|NULL\n"
                  "3|upperdir|\"a\n4|workdir|b\"\n");
    check_options("tmpfs", "rw,context=\"a,size=5,rootcontext=u:r:t:s0",
                  "0|rw|NULL\n1|context|\"a\n2|size|5\n"
                  "3|rootcontext|u:r:t:s0\n");
    check_options("tmpfs", "context=\"a,b\"c,d", "0|context|\"a\n1|b\"c|NULL\n2|d|NULL\n");
    /* Overlay's own escapes, which other file systems do not have: as seq_show_option() prints them, and as 6.5 prints lowerdir. */
    check_options("overlay", "rw,lowerdir=/a\\134:b:/c,upperdir=/u\\134:\\134\\054\\134\\134,workdir=/w\\0401",
                  "0|rw|NULL\n1|lowerdir|/a\\:b:/c\n2|upperdir|/u:,\\\n3|workdir|/w 1\n");
    check_options("overlay", "rw,lowerdir=/a\\,upperdir=/b,upperdir=/c",
                  "0|rw|NULL\n1|lowerdir|/a\\,upperdir=/b\n2|upperdir|/c\n");
    check_options("cifs", "rw,unc=\\\\s\\,a", "0|rw|NULL\n1|unc|\\\\s\\\n2|a|NULL\n");
}

TEST(mountinfo_malformed)
{
    assert_format_cut("mountinfo", "mountinfo",
                      "x\n"
                      "36 35 98:0 / /mnt rw shared:1 ext3 /dev/root rw\n"
                      "36 35 98:0 / /mnt rw - ext3\n"
                      "36 35 98:0 / /mnt rw - ext3 x rw",
                      "1 want \"mount id\" have \"x\"\n"
                      "2 want \"-\" have \"rw\"\n"
                      "3 want \"type\" have \"ext3\"\n"
                      "4 want \"newline\" have \"36 35 98:0 / /mnt rw - ext3 x rw\"\n");
}
