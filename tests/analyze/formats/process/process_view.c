#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(process_view_lines)
{
    assert_format("process_view", "views/private",
                  "1\t30\tprocess_api\n"
                  "812\t-\t\n"
                  "813\t-\tnc\n"
                  "9\t99\ta\\x0a\\x09b \n",
                  "1 process_views private|1|30|process_api\n"
                  "2 process_views private|812|NULL|NULL\n"
                  "3 process_views private|813|NULL|nc\n"
                  "4 process_views private|9|99|a\\x0a\\x09b \n");
}

TEST(process_view_malformed)
{
    assert_format_cut("process_view", "views/listed",
                      "x\t30\ta\n"
                      "1\t\n"
                      "1\t-x\ta\n"
                      "1\t-\n"
                      "1 30 a\n"
                      "1\t30\t\\x0\n"
                      "99999999999999999999\t1\ta\n"
                      "1\t30\ta",
                      "1 want \"pid\" have \"x\"\n"
                      "2 want \"start time\" have \"\"\n"
                      "3 want \"start time\" have \"-x\"\n"
                      "4 want \"start time\" have \"-\"\n"
                      "5 want \"\t\" have \"\"\n"
                      "6 want \"\\xHH\" have \"\\x0\"\n"
                      "7 want \"pid\" have \"99999999999999999999\"\n"
                      "8 want \"newline\" have \"1\\x0930\\x09a\"\n");
}
