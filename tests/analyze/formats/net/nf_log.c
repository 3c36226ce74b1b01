/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(nf_log_rows)
{
    assert_format("nf_log", "netfilter/nf_log", " 1 NONE (nfnetlink_log)\n 2 nf_log_ipv4 (nf_log_ipv4,nfnetlink_log)\n",
                  "1 proc_net_nf_log 1|1|NULL|nfnetlink_log\n"
                  "2 proc_net_nf_log 1|2|nf_log_ipv4|nf_log_ipv4,nfnetlink_log\n");
    assert_format("nf_log", "netfilter/nf_log", " 0 NONE\n 2 ipt_LOG\n",
                  "1 proc_net_nf_log 1|0|NULL|NULL\n"
                  "2 proc_net_nf_log 1|2|ipt_LOG|NULL\n");
}
