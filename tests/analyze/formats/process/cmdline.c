#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(cmdlines)
{
    assert_format_bytes("cmdline", "cmdline", (struct slice){ "nc\0-l\0-p\08321\0", 14 },
                        "1 process_values 7|cmdline|nc -l -p 8321|nc\n");
    assert_format_bytes("cmdline", "cmdline", (struct slice){ "a\0\0b c\0\0\0", 9 },
                        "1 process_values 7|cmdline|a  b c|a\n");
    assert_format("cmdline", "cmdline", "postgres: writer process   ",
                  "1 process_values 7|cmdline|postgres: writer process   |postgres: writer process   \n");
    assert_format_bytes("cmdline", "cmdline", (struct slice){ "\0\0", 2 }, "1 process_values 7|cmdline||\n");
    assert_format("cmdline", "cmdline", "", "");
}
