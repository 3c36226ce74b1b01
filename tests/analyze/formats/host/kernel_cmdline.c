#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(kernel_arguments)
{
    assert_format("kernel_cmdline", "cmdline", "BOOT_IMAGE=/vmlinuz root=/dev/vda1  quiet\n",
                  "1 kernel_arguments 0|BOOT_IMAGE=/vmlinuz\n"
                  "1 kernel_arguments 1|root=/dev/vda1\n"
                  "1 kernel_arguments 2|quiet\n"
                  "1 host_values cmdline|BOOT_IMAGE=/vmlinuz root=/dev/vda1  quiet\n");
    assert_format("kernel_cmdline", "cmdline", "\n", "1 host_values cmdline|\n");
    assert_format("kernel_cmdline", "cmdline", "", "");
}
