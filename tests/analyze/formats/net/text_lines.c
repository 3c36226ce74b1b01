/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(text_lines_rows)
{
    assert_format("text_lines", "fib_triestat", "Main:\n\tAver depth:     2.42\n\n",
                  "1 proc_net_text 1|before|fib_triestat|Main:\n"
                  "2 proc_net_text 1|before|fib_triestat|\\x09Aver depth:     2.42\n");
}
