#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(services_and_protocols)
{
    assert_format("services", "services",
                  "# x\ntcpmux\t\t1/tcp\t\t\t\t# TCP port service multiplexer\n"
                  "discard\t\t9/udp\t\tsink  null\n"
                  "echo 7\nbad x/tcp\nlast 65535/tcp",
                  "2 services_file tcpmux|1|tcp|NULL|TCP port service multiplexer\n"
                  "3 services_file discard|9|udp|sink null|NULL\n"
                  "4 want \"/\" have \"\"\n"
                  "5 want \"port\" have \"x/tcp\"\n"
                  "6 services_file last|65535|tcp|NULL|NULL\n");
    assert_format("protocols", "protocols", "ip\t0\tIP\t\t# internet protocol\nipv6-icmp 58 IPv6-ICMP x\nno\n",
                  "1 protocols_file ip|0|IP|internet protocol\n"
                  "2 protocols_file ipv6-icmp|58|IPv6-ICMP x|NULL\n"
                  "3 want \"number\" have \"\"\n");
}
