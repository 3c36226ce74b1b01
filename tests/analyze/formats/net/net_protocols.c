/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(net_protocols_rows)
{
    assert_format(
        "net_protocols", "protocols",
        "protocol  size sockets  memory press maxhdr  slab module     cl co di ac io in de sh ss gs se re bi br ha uh "
        "gp em\n"
        "UNIX-STREAM 1152      2      -1   NI       0   yes  kernel      y  n  n  n  n  n  n  n  n  n  n  n  n  n  n  "
        "n  n  n\n",
        "2 proc_net_protocols 1|UNIX-STREAM|1152|2|-1|NI|0|yes|kernel|y  n  n  n  n  n  n  n  n  n  n  n  n  n  n  n  "
        "n  n\n");
}
