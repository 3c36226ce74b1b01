#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(host_values)
{
    assert_format("host_value", "version", "Linux version 6.1.0 (a@b) #1 SMP\n",
                  "1 host_values version|Linux version 6.1.0 (a@b) #1 SMP\n");
    assert_format("host_value", "hostname", "web", "1 host_values hostname|web\n");
    assert_format("host_value", "hostname", "# two\nlines\n\n", "1 host_values hostname|# two\\x0alines\\x0a\n");
    assert_format("host_value", "machine-id", "", "");
}
