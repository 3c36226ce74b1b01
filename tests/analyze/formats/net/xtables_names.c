/* Composed from what the kernel's functions print: no module was at hand. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(xtables_names_rows)
{
    assert_format("xtables_names", "ip6_tables_names", "nat\nfilter\n",
                  "1 proc_net_xtables 1|10|nat\n2 proc_net_xtables 1|10|filter\n");
    assert_format("xtables_names", "arp_tables_names", "filter\n", "1 proc_net_xtables 1|3|filter\n");
}
