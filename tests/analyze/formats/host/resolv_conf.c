#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(resolv_conf_words)
{
    assert_format("resolv_conf", "resolv.conf",
                  "# made\n; by\nnameserver 10.0.0.1 extra\nnameserver\t2001:db8::1#53\n"
                  "search a.example b.example # and\noptions ndots:2 rotate\n nameserver 6.6.6.6\nnameserver\n"
                  "domain x.example",
                  "3 resolv_conf nameserver|0|10.0.0.1\n"
                  "4 resolv_conf nameserver|0|2001:db8::1#53\n"
                  "5 resolv_conf search|0|a.example\n"
                  "5 resolv_conf search|1|b.example\n"
                  "6 resolv_conf options|0|ndots:2\n"
                  "6 resolv_conf options|1|rotate\n"
                  "7 want \"keyword at the beginning of the line\" have \" nameserver 6.6.6.6\"\n"
                  "8 want \"value\" have \"\"\n"
                  "9 resolv_conf domain|0|x.example\n");
}
