#include "tests/support/test.h"

#include "tests/support/format_text.h"

static struct slice
bytes_of(const char *text, size_t size)
{
    return (struct slice){ text, size - 1 };
}

TEST(environ_variables)
{
    static const char text[] = "HOME=/root\0A=b=c\0EMPTY=\0odd\0=x\0NL=a\nb\0";

    assert_format_bytes("environ", "environ", bytes_of(text, sizeof(text)),
                        "1 process_environment 7|HOME|/root\n"
                        "2 process_environment 7|A|b=c\n"
                        "3 process_environment 7|EMPTY|\n"
                        "4 process_environment 7|odd|NULL\n"
                        "5 process_environment 7||x\n"
                        "6 process_environment 7|NL|a\\x0ab\n");
    assert_format("environ", "environ", "", "");
}

/* A process that wrote its title over its environment leaves anything there. */
TEST(environ_overwritten)
{
    static const char text[] = "\0\0\0LANG=C\0\0tail \xff";

    assert_format_bytes("environ", "environ", bytes_of(text, sizeof(text)),
                        "4 process_environment 7|LANG|C\n"
                        "6 process_environment 7|tail \\xff|NULL\n"
                        "6 want \"NUL behind a variable\" have \"tail \\xff\"\n");
}
