#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(cgroups_file)
{
    assert_format("cgroups", "cgroups",
                  "#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpuset\t3\t7\t1\nmemory\t0\t94\t0\nx\n",
                  "2 proc_cgroups cpuset|3|7|1\n3 proc_cgroups memory|0|94|0\n4 want \"hierarchy\" have \"\"\n");
}
