#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(hosts_lines)
{
    assert_format("hosts", "hosts",
                  "127.0.0.1\tlocalhost  vm # here\n"
                  "  # nothing\n"
                  "::1 ip6-localhost#x\n"
                  "10.0.0.1\n"
                  "fe80::1%lo0 a",
                  "1 hosts_file 127.0.0.1|localhost vm\n"
                  "3 hosts_file ::1|ip6-localhost\n"
                  "4 hosts_file 10.0.0.1|NULL\n"
                  "5 hosts_file fe80::1%lo0|a\n");
}
