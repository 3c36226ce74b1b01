#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(bpf_view_lines)
{
    assert_format("bpf_view", "views/bpf",
                  "prog\t3\t8\tsd_egress\t6deef7357e7b4530\t0\t3100000000\n"
                  "prog\t4\t8\t\n"
                  "map\t26\t2\tcounts\\x21\n"
                  "link\t5\t2\t\t3\tlater\n"
                  "prog\t6\t!EPERM\n"
                  "struct_ops\t7\t1\tx\tnot known\n",
                  "1 bpf_objects prog|3|8|sd_egress|6deef7357e7b4530|0|3100000000|NULL|NULL\n"
                  "2 bpf_objects prog|4|8|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "3 bpf_objects map|26|2|counts!|NULL|NULL|NULL|NULL|NULL\n"
                  "4 bpf_objects link|5|2|NULL|NULL|NULL|NULL|3|NULL\n"
                  "5 bpf_objects prog|6|NULL|NULL|NULL|NULL|NULL|NULL|EPERM\n"
                  "6 bpf_objects struct_ops|7|1|x|NULL|NULL|NULL|NULL|NULL\n");
}

/* What later versions of collect write behind the fields above. */
TEST(bpf_view_details)
{
    assert_format("bpf_view", "views/bpf",
                  "prog\t3\t2\tp\t6deef7357e7b4530\t0\t9\tbytes=16\tmap=4\n"
                  "link\t5\t7\t\t3\tevent=1\t=x\toffset=4096\tname=/a\\x0a=b\n"
                  "link\t6\t2\t\t3\tname=\\x\n",
                  "1 bpf_details 1|prog|3|bytes|16\n"
                  "1 bpf_details 2|prog|3|map|4\n"
                  "1 bpf_objects prog|3|2|p|6deef7357e7b4530|0|9|NULL|NULL\n"
                  "2 bpf_details 1|link|5|event|1\n"
                  "2 bpf_details 2|link|5|offset|4096\n"
                  "2 bpf_details 3|link|5|name|/a\\x0a=b\n"
                  "2 bpf_objects link|5|7|NULL|NULL|NULL|NULL|3|NULL\n"
                  "3 want \"\\xHH\" have \"name=\\x\"\n");
}

TEST(bpf_functions_lines)
{
    assert_format("bpf_functions", "views/bpf-functions",
                  "type\t1\t76201\t201326592\tvfs_read\tvmlinux\n"
                  "type\t7\t3\t67108867\t\t\n"
                  "type\t9\t5\t!ENOENT\n"
                  "function\t3\t1\tdo_exit\t\n"
                  "function\t3\t2\ta\\x5cb\tnf_nat\n",
                  "1 bpf_types 1|76201|12|vfs_read|vmlinux|NULL\n"
                  "2 bpf_types 7|3|4|NULL|NULL|NULL\n"
                  "3 bpf_types 9|5|NULL|NULL|NULL|ENOENT\n"
                  "4 bpf_link_functions 3|1|do_exit|NULL\n"
                  "5 bpf_link_functions 3|2|a\\b|nf_nat\n");
}

TEST(bpf_functions_malformed)
{
    assert_format_cut("bpf_functions", "views/bpf-functions",
                      "type\t1\tx\t1\ta\tb\n"
                      "type\t1\t2\t!\n"
                      "type\t1\t2\t1\ta\n"
                      "object\t1\n"
                      "function\t1\t1\t\\x\t\n"
                      "function\t1\t1\ta\tb",
                      "1 want \"type\" have \"x\"\n"
                      "2 want \"errno\" have \"\"\n"
                      "3 want \"name\" have \"a\"\n"
                      "4 want \"type or function\" have \"object\"\n"
                      "5 want \"\\xHH\" have \"\\x\"\n"
                      "6 want \"newline\" have \"function\\x091\\x091\\x09a\\x09b\"\n");
}

TEST(bpf_places_lines)
{
    assert_format("bpf_places", "views/bpf-pins",
                  "cgroup\t/sys/fs/cgroup\t6\tprog\t3\n"
                  "pin\t/sys/fs/bpf/a\\x5cb\t-\tmap\t4\n"
                  "pin\t/b\t-\t!EPERM\n"
                  "pin\t/b\t-\t!EPERM\t4026532001\n"
                  "pin\t/b\t-\tlink\t7\t4026532001\n",
                  "1 bpf_places NULL|cgroup|/sys/fs/cgroup|6|prog|3|NULL|NULL\n"
                  "2 bpf_places NULL|pin|/sys/fs/bpf/a\\b|NULL|map|4|NULL|NULL\n"
                  "3 bpf_places NULL|pin|/b|NULL|NULL|NULL|EPERM|NULL\n"
                  "4 bpf_places NULL|pin|/b|NULL|NULL|NULL|EPERM|4026532001\n"
                  "5 bpf_places NULL|pin|/b|NULL|link|7|NULL|4026532001\n");
}

/* A member of a network namespace. */
TEST(bpf_places_of_interfaces)
{
    assert_format("bpf_places", "net/4026531840/context/bpf",
                  "interface\teth0\t46\tprog\t9\n"
                  "netns\t\t17\tprog\t10\n",
                  "1 bpf_places 1|interface|eth0|46|prog|9|NULL|NULL\n"
                  "2 bpf_places 1|netns||17|prog|10|NULL|NULL\n");
}

TEST(bpf_places_malformed)
{
    assert_format_cut("bpf_places", "views/bpf-pins",
                      "pin\n"
                      "pin\t/b\tx\tmap\t4\n"
                      "pin\t/b\t-\tmap\t\n"
                      "pin\t/b\t-\tmap\tx\n"
                      "pin\t/b\t-\t!\n"
                      "pin\t\\x\t-\tmap\t4\n"
                      "pin\t/b\t-\tmap\t4",
                      "1 want \"kind of place\" have \"pin\"\n"
                      "2 want \"attach type\" have \"x\"\n"
                      "3 want \"id\" have \"\"\n"
                      "4 want \"id\" have \"x\"\n"
                      "5 want \"errno\" have \"\"\n"
                      "6 want \"\\xHH\" have \"\\x\"\n"
                      "7 want \"newline\" have \"pin\\x09/b\\x09-\\x09map\\x094\"\n");
}

TEST(bpf_view_malformed)
{
    assert_format_cut("bpf_view", "views/bpf",
                      "prog\n"
                      "prog\tx\t1\tn\n"
                      "prog\t1\tx\tn\n"
                      "prog\t1\t1x\tn\n"
                      "prog\t1\t!\n"
                      "prog\t1\t1\t\\x\n"
                      "prog\t1\t1\tn\ttag\tx\t1\n"
                      "link\t1\t1\t\t-3\n"
                      "prog\t1\t8\tn",
                      "1 want \"kind\" have \"prog\"\n"
                      "2 want \"id\" have \"x\"\n"
                      "3 want \"type\" have \"x\"\n"
                      "4 want \"type\" have \"1x\"\n"
                      "5 want \"errno\" have \"\"\n"
                      "6 want \"\\xHH\" have \"\\x\"\n"
                      "7 want \"uid\" have \"x\"\n"
                      "8 want \"program\" have \"-3\"\n"
                      "9 want \"newline\" have \"prog\\x091\\x098\\x09n\"\n");
}
