#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(os_release_values)
{
    assert_format("os_release", "os-release",
                  "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n# x\n\nVERSION_ID='12'\n"
                  "NAME=\"a \\\"b\\\" \\$c \\d\"\nX=a\\ b\nEMPTY=\nBAD=\"open\nno\nLAST=x y",
                  "1 os_release PRETTY_NAME|Debian GNU/Linux 12 (bookworm)\n"
                  "2 os_release ID|debian\n"
                  "5 os_release VERSION_ID|12\n"
                  "6 os_release NAME|a \"b\" $c \\d\n"
                  "7 os_release X|a b\n"
                  "8 os_release EMPTY|\n"
                  "9 want \"closing quote\" have \"\"open\"\n"
                  "10 want \"key\" have \"no\"\n"
                  "11 os_release LAST|x y\n");
}
