/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include <arpa/inet.h>
#include <string.h>

#include "analyze/formats/lib/address.h"
#include "tests/support/format_text.h"

TEST(addresses_in_network_order_do_not_depend_on_the_host)
{
    static const struct {
        const char *format, *file, *text, *expected;
    } cases[] = {
        { "if_inet6", "if_inet6", "fe8000000000000000fc00fffe000001 04 40 20 80     eth0\n",
          "1 proc_net_if_inet6 1|fe80::fc:ff:fe00:1|fe8000000000000000fc00fffe000001|4|64|32|128|eth0\n" },
        { "igmp6", "igmp6", "4    eth0            ff0200000000000000000001ff000002     1 00000004 0\n",
          "1 proc_net_igmp6 1|4|eth0|ff02::1:ff00:2|ff0200000000000000000001ff000002|1|4|0\n" },
        { "anycast6", "anycast6", "4    eth0            fd000000000000000000000000000000     1\n",
          "1 proc_net_anycast6 1|4|eth0|fd00::|fd000000000000000000000000000000|1\n" },
        { "ipv6_route", "ipv6_route",
          "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 "
          "00000400 00000003 00000000 00000003     eth0\n",
          "1 proc_net_ipv6_route 1|::|00000000000000000000000000000000|0|::|00000000000000000000000000000000|0|fd00::1|"
          "fd000000000000000000000000000001|1024|3|0|3|eth0\n" },
        { "ipv6_route", "ipv6_route", /* without a device, composed */
          "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 "
          "ffffffff 00000001 00000000 00200200         \n",
          "1 proc_net_ipv6_route 1|::|00000000000000000000000000000000|0|::|00000000000000000000000000000000|0|::|"
          "00000000000000000000000000000000|4294967295|1|0|2097664|NULL\n" },
        { "mcfilter", "mcfilter6", /* composed */
          "Idx Device                Multicast Address                   Source Address    INC    EXC\n"
          "  4   eth0 ff3e0000000000000000000080001234 20010db8000000000000000000000007      1      0\n",
          "2 proc_net_mcfilter 1|10|4|eth0|ff3e::8000:1234|ff3e0000000000000000000080001234|2001:db8::7|"
          "20010db8000000000000000000000007|1|0\n" },
        { "ip6_flowlabel", "ip6_flowlabel", /* composed */
          "Label S Owner  Users  Linger Expires  Dst                              Opt\n"
          "00ABC 2 4711   1      6      0        20010db8000000000000000000000007 0   \n",
          "2 proc_net_ip6_flowlabel 1|2748|2|4711|1|6|0|2001:db8::7|20010db8000000000000000000000007|0\n" },
        { "ip_mr_cache", "ip6_mr_cache", /* composed */
          "Group                            Origin                           Iif      Pkts  Bytes     Wrong  Oifs\n"
          "ff0e:0000:0000:0000:0000:0000:0000:0001 2001:0db8:0000:0000:0000:0000:0000:0007 0          1       64       "
          " "
          "0  1:1  \n",
          "2 proc_net_mr_cache 1|10|ff0e::1|ff0e0000000000000000000000000001|2001:db8::7|"
          "20010db8000000000000000000000007|0|1|64|0|1:1\n" },
        { "ip_mr_vif", "ip6_mr_vif", /* composed */
          "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags\n 0 eth0              64       1         0       0 "
          "00000\n",
          "2 proc_net_mr_vif 1|10|0|eth0|64|1|0|0|0|NULL|NULL|NULL|NULL\n" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_format(cases[i].format, cases[i].file, cases[i].text, cases[i].expected);
        assert_format_big_endian(cases[i].format, cases[i].file, cases[i].text, cases[i].expected);
    }
}

/* Our own text of addresses is glibc's, for every pattern of zero groups and for the embedded IPv4 forms. */
TEST(address_text_is_that_of_inet_ntop)
{
    static const unsigned short values[] = { 0, 1, 0x12, 0xffff, 0xabc, 0x1000 };
    char want[INET6_ADDRSTRLEN];
    struct address address = { .ip_len = 16 };

    for (unsigned n = 0; n < 6 * 6 * 6 * 6 * 256; n++) {
        for (unsigned i = 0, rest = n / 256; i < 8; i++) {
            unsigned value = n & 1U << i ? values[rest % 6] : 0;

            rest = i % 2 ? rest / 6 : rest;
            address.ip[2 * i] = (unsigned char)(value >> 8);
            address.ip[2 * i + 1] = (unsigned char)value;
        }
        address_text(&address);
        assert_non_null(inet_ntop(AF_INET6, address.ip, want, sizeof(want)));
        if (strlen(want) != address.text_len || memcmp(want, address.text, address.text_len) != 0)
            fail_msg("have \"%.*s\", want \"%s\"", (int)address.text_len, address.text, want);
    }
    address.ip_len = 4;
    for (unsigned n = 0; n < 256; n++) {
        memset(address.ip, 0, sizeof(address.ip));
        address.ip[n % 4] = (unsigned char)n;
        address.ip[(n + 1) % 4] = (unsigned char)(255 - n);
        address_text(&address);
        assert_non_null(inet_ntop(AF_INET, address.ip, want, sizeof(want)));
        assert_int_equal(strlen(want), address.text_len);
        assert_memory_equal(want, address.text, address.text_len);
    }
}
