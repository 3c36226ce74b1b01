#include "tests/support/test.h"

#include "tests/support/format_text.h"

#define LIMITS_HEADER "Limit                     Soft Limit           Hard Limit           Units     \n"

TEST(process_limits)
{
    assert_format("limits", "limits",
                  LIMITS_HEADER "Max cpu time              unlimited            unlimited            seconds   \n"
                                "Max stack size            8388608              unlimited            bytes     \n"
                                "Max open files            1024                 20000                files     \n"
                                "Max nice priority         0                    0                    \n",
                  "2 process_limits 7|Max cpu time|NULL|NULL|seconds\n"
                  "3 process_limits 7|Max stack size|8388608|NULL|bytes\n"
                  "4 process_limits 7|Max open files|1024|20000|files\n"
                  "5 process_limits 7|Max nice priority|0|0|NULL\n");
    assert_format_cut(
        "limits", "limits",
        LIMITS_HEADER "Max open files\n"
                      "Max open files  1024\n"
                      "Max open files  1024 x files\n"
                      "\n"
                      "Max open files            1024                 20000                files     ",
        "2 want \"soft limit\" have \"\"\n"
        "3 want \"hard limit\" have \"\"\n"
        "4 want \"hard limit\" have \"x\"\n"
        "5 want \"resource\" have \"\"\n"
        "6 want \"newline\" have \"Max open files            1024                 20000                files "
        "    \"\n");
    assert_format("limits", "limits", "Limit\n", "1 want \"Limit Soft Limit Hard Limit Units\" have \"Limit\"\n");
}
