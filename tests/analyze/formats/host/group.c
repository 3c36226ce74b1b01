#include "tests/support/test.h"

#include "tests/support/format_text.h"

/* nsswitch's compat mode: neither users nor problems. */
TEST(group_entries_of_compat_mode)
{
    assert_format("group", "group", "root:x:0:\n+:::\n-wheel\n+adm:::a,b\n",
                  "1 group_file root|x|0|NULL\n"
                  "2 nss_compat_entries group|include|all|NULL|::\n"
                  "3 nss_compat_entries group|exclude|name|wheel|NULL\n"
                  "4 nss_compat_entries group|include|name|adm|::a,b\n");
}

TEST(group_lines)
{
    assert_format("group", "group", "root:x:0:\nadm:x:4:syslog,ubuntu\nwheel::10: a ,,b\nx:y\n",
                  "1 group_file root|x|0|NULL\n"
                  "2 group_file adm|x|4|syslog,ubuntu\n"
                  "2 group_members 0|adm|4|syslog\n"
                  "2 group_members 1|adm|4|ubuntu\n"
                  "3 group_file wheel||10| a ,,b\n"
                  "3 group_members 0|wheel|10|a \n"
                  "3 group_members 2|wheel|10|b\n"
                  "4 want \"password\" have \"y\"\n");
}
