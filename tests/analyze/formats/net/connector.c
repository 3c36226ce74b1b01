/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(connector_rows)
{
    assert_format("connector", "connector", "Name            ID\ncn_proc         1:1\n",
                  "2 proc_net_connector 1|cn_proc|1|1\n");
}
