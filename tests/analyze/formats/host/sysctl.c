#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(sysctls)
{
    assert_format("sysctl", "sys/net/ipv4/ip_local_port_range", "32768\t60999\n",
                  "1 sysctls net/ipv4/ip_local_port_range|32768\\x0960999\n");
    assert_format("sysctl", "sys/kernel/core_pattern", "|/tmp/.x %p\n", "1 sysctls kernel/core_pattern||/tmp/.x %p\n");
    assert_format("sysctl", "sys/net/ipv4/ip_local_reserved_ports", "\n",
                  "1 sysctls net/ipv4/ip_local_reserved_ports|\n");
    assert_format("sysctl", "sys/kernel/hostname", "", "");
}
