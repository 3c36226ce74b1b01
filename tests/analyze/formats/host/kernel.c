#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(sysfs_view_lines)
{
    assert_format("sysfs_view", "views/modules",
                  "nf_nat\tinitstate=live\ttaint=OE\tsections=\n"
                  "tcp_cubic\n"
                  "a\\x0ab\tversion=1\\x5c2\n"
                  "\tversion=1\n"
                  "x\tversion\n",
                  "1 sysfs_objects module|0|nf_nat|NULL|NULL\n"
                  "1 sysfs_objects module|1|nf_nat|initstate|live\n"
                  "1 sysfs_objects module|2|nf_nat|taint|OE\n"
                  "1 sysfs_objects module|3|nf_nat|sections|\n"
                  "2 sysfs_objects module|0|tcp_cubic|NULL|NULL\n"
                  "3 sysfs_objects module|0|a\\x0ab|NULL|NULL\n"
                  "3 sysfs_objects module|1|a\\x0ab|version|1\\2\n"
                  "4 want \"name\" have \"version=1\"\n"
                  "5 sysfs_objects module|0|x|NULL|NULL\n"
                  "5 want \"key=value\" have \"version\"\n");
    assert_format("sysfs_view", "views/livepatches", "fix\tenabled=1\tfunction=vmlinux/cmdline_proc_show,1\n",
                  "1 sysfs_objects livepatch|0|fix|NULL|NULL\n"
                  "1 sysfs_objects livepatch|1|fix|enabled|1\n"
                  "1 sysfs_objects livepatch|2|fix|function|vmlinux/cmdline_proc_show,1\n");
}

TEST(symbols_view_lines)
{
    assert_format("symbols_view", "views/symbols",
                  "nf_nat\t120\n"
                  "bpf\t1\tbpf_prog_6deef7357e7b4530_sf_prog\n"
                  "nf_nat\n",
                  "1 kernel_symbols nf_nat|120|NULL\n"
                  "2 kernel_symbols bpf|1|bpf_prog_6deef7357e7b4530_sf_prog\n"
                  "3 want \"count\" have \"\"\n");
}

TEST(kernel_lines_as_they_are)
{
    assert_format("kernel_lines", "enabled_functions",
                  "tcp4_seq_show (1) R I\ttramp: x\n"
                  "\n"
                  "#### all functions enabled ####\n",
                  "1 kernel_lines enabled_functions|tcp4_seq_show (1) R I\\x09tramp: x\n"
                  "3 kernel_lines enabled_functions|#### all functions enabled ####\n");
}

TEST(key_users_lines)
{
    assert_format("key_users", "key-users",
                  "    0:   158 157/156 155/1000000 3108/25000000\n"
                  " 1000:     2 2/2 2/200 27\n",
                  "1 proc_key_users 0|158|157|156|155|1000000|3108|25000000\n"
                  "2 want \"/\" have \"\"\n");
}

TEST(binfmt_misc_lines)
{
    assert_format("binfmt_misc", "sys/fs/binfmt_misc/a_x20b",
                  "enabled\ninterpreter /usr/bin/x -y\nflags: OCF\nflags: \nextension .sf\n",
                  "1 binfmt_misc a b|enabled|\n"
                  "2 binfmt_misc a b|interpreter|/usr/bin/x -y\n"
                  "3 binfmt_misc a b|flags|OCF\n"
                  "4 binfmt_misc a b|flags|\n"
                  "5 binfmt_misc a b|extension|.sf\n");
}
