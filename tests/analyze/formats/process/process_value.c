#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(process_values)
{
    assert_format("process_value", "comm", "sshd\n", "1 process_values 7|comm|sshd|NULL\n");
    assert_format("process_value", "comm", "two\nlines\n\n", "1 process_values 7|comm|two\\x0alines\\x0a|NULL\n");
    assert_format("process_value", "loginuid", "4294967295", "1 process_values 7|loginuid|4294967295|NULL\n");
    assert_format_bytes("process_value", "attr/current", (struct slice){ "system_u:system_r:init_t:s0\0", 28 },
                        "1 process_values 7|attr/current|system_u:system_r:init_t:s0|NULL\n");
    assert_format("process_value", "attr/current", "unconfined\n", "1 process_values 7|attr/current|unconfined|NULL\n");
    assert_format("process_value", "comm", "\n", "1 process_values 7|comm||NULL\n");
    assert_format("process_value", "comm", "", "");
}
