#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(devices_rows)
{
    assert_format_cut("devices", "devices",
                      "Character devices:\n  1 mem\n  4 /dev/vc/0\n\nBlock devices:\n254 virtblk\nx y\n 7 lo",
                      "2 proc_devices character|1|mem\n"
                      "3 proc_devices character|4|/dev/vc/0\n"
                      "6 proc_devices block|254|virtblk\n"
                      "7 want \"number\" have \"x\"\n"
                      "8 want \"newline\" have \" 7 lo\"\n");
    assert_format("devices", "devices", "  1 mem\n", "1 want \"Character devices:\" have \"  1 mem\"\n");
    assert_format("misc", "misc", "234 btrfs-control\n  1 psaux\n",
                  "1 proc_devices misc|234|btrfs-control\n2 proc_devices misc|1|psaux\n");
}
