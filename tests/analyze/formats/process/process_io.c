#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(process_io_values)
{
    assert_format("process_io", "io",
                  "rchar: 6976\nwchar: 1\nsyscr: 10\nsyscw: 2\nread_bytes: 3\nwrite_bytes: 4\n"
                  "cancelled_write_bytes: 5\nnew_key: 6\n",
                  "1 process_io 7|6976|1|10|2|3|4|5\n");
    assert_format_cut("process_io", "io", "rchar: x\nwchar: 1\nsyscr: 10",
                      "1 want \"bytes\" have \"x\"\n"
                      "3 want \"newline\" have \"syscr: 10\"\n"
                      "1 process_io 7|NULL|1|NULL|NULL|NULL|NULL|NULL\n");
    assert_format("process_io", "io", "", "");
}
