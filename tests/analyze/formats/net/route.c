/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/support/format_text.h"

TEST(route_in_both_byte_orders)
{
    static const char header[] =
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT   \n";
    char *little = NULL;
    char *big = NULL;

    assert_true(asprintf(&little, "%seth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0   \n", header) > 0);
    assert_true(asprintf(&big, "%seth0\t00000000\tC0000201\t0003\t0\t0\t0\t00000000\t0\t0\t0   \n", header) > 0);
    assert_format("route", "route", little,
                  "2 proc_net_route 1|eth0|0.0.0.0|00000000|192.0.2.1|c0000201|3|0|0|0|0.0.0.0|00000000|0|0|0\n");
    assert_format_big_endian(
        "route", "route", big,
        "2 proc_net_route 1|eth0|0.0.0.0|00000000|192.0.2.1|c0000201|3|0|0|0|0.0.0.0|00000000|0|0|0\n");
    free(little);
    free(big);
}
