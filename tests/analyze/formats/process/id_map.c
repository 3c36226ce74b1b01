#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(id_maps)
{
    assert_format("id_map", "uid_map", "         0          0 4294967295\n",
                  "1 process_id_maps 7|uid_map|0|0|4294967295\n");
    assert_format("id_map", "gid_map", "0 100000 65536\n65536 1000 1\n7 8\n",
                  "1 process_id_maps 7|gid_map|0|100000|65536\n"
                  "2 process_id_maps 7|gid_map|65536|1000|1\n"
                  "3 want \"count\" have \"\"\n");
    assert_format("id_map", "uid_map", "", "");
}
