#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(conntrack_expect_rows)
{
    assert_format("conntrack_expect", "nf_conntrack_expect",
                  "297 l3proto = 2 proto=6 src=10.0.0.7 dst=192.0.2.1 sport=0 dport=32769 ftp\n"
                  "- l3proto = 10 proto=17 src=0000:0000:0000:0000:0000:0000:0000:0000 "
                  "dst=2001:0db8:0000:0000:0000:0000:0000:0001 sport=0 dport=5060 PERMANENT,INACTIVE sip/signalling\n"
                  "9 l3proto = 2 proto=6 src=10.0.0.7 dst=192.0.2.1 sport=0 dport=1 USERSPACE\n"
                  "9 l3proto = 2 proto=6 src=10.0.0.7 sport=0 dport=1 ftp\n"
                  "9 l3proto = 2 proto=6 src=10.0.0.7 dst=192.0.2.1 sport=0 dport=1 USERSPACE ftp class=3 more words\n",
                  "1 proc_net_conntrack_expect 1|nf_conntrack_expect|297|2|6|10.0.0.7|0a000007|0|192.0.2.1|c0000201|"
                  "32769|NULL|ftp\n"
                  "2 proc_net_conntrack_expect 1|nf_conntrack_expect|NULL|10|17|::|00000000000000000000000000000000|0|"
                  "2001:db8::1|20010db8000000000000000000000001|5060|PERMANENT,INACTIVE|sip/signalling\n"
                  "3 proc_net_conntrack_expect 1|nf_conntrack_expect|9|2|6|10.0.0.7|0a000007|0|192.0.2.1|c0000201|1|"
                  "USERSPACE|NULL\n"
                  "4 want \"dst=\" have \"sport=0\"\n"
                  "5 proc_net_conntrack_expect 1|nf_conntrack_expect|9|2|6|10.0.0.7|0a000007|0|192.0.2.1|c0000201|1|"
                  "USERSPACE|ftp\n5 unknown_columns NULL\n5 unknown_values more words\n");
    assert_format("conntrack_expect", "ip_conntrack_expect", "8 proto=6 src=10.0.0.7 dst=192.0.2.1 sport=0 dport=21 \n",
                  "1 proc_net_conntrack_expect 1|ip_conntrack_expect|8|2|6|10.0.0.7|0a000007|0|192.0.2.1|c0000201|21|"
                  "NULL|NULL\n");
}
