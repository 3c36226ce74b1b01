/*
 * Every netlink format on any bytes.  The first byte chooses the format and the byte order; the others are the dump.
 */
#include <stdlib.h>

#include "tests/support/format_touch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
    "diag_inet", "diag_unix", "diag_packet",  "diag_netlink",   "diag_vsock", "diag_xdp",
    "rtnl_link", "conntrack", "rtnl_address", "rtnl_route",     "rtnl_rule",  "rtnl_neighbour",
    "rtnl_nsid", "genl_fou",  "genl_l2tp",    "genl_wireguard",
};

#define NAMES (sizeof(names) / sizeof(names[0]))

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct format_input input = { .pass = slice_of("before"), .file = slice_of("diag/sctp") };

    if (size == 0)
        return 0;
    input.big_endian = data[0] >= 128;
    input.text = (struct slice){ (const char *)data + 1, size - 1 };
    if (format_touch(names[data[0] % NAMES], &input) != 0)
        abort();
    return 0;
}
