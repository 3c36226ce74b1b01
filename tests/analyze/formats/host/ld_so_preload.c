#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(preloaded_libraries)
{
    assert_format("ld_so_preload", "ld.so.preload", "# none\n/lib/a.so /lib/b.so:/lib/c.so # d\n\tlibx.so",
                  "2 ld_so_preload 0|/lib/a.so\n"
                  "2 ld_so_preload 1|/lib/b.so\n"
                  "2 ld_so_preload 2|/lib/c.so\n"
                  "3 ld_so_preload 0|libx.so\n");
    assert_format("ld_so_preload", "ld.so.preload", "", "");
}
