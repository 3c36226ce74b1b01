/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(fib_trie_entries_belong_to_the_leaf_and_the_table_before_them)
{
    assert_format("fib_trie", "fib_trie",
                  "Main:\n"
                  "  +-- 0.0.0.0/0 3 0 5\n"
                  "     |-- 0.0.0.0\n"
                  "        /0 universe UNICAST\n"
                  "     +-- 127.0.0.0/8 2 0 2\n"
                  "        /32 host LOCAL\n"
                  "        |-- 127.0.0.0\n"
                  "           /8 host LOCAL\n"
                  "           /8 scope=9 type 13 tos=8\n"
                  "           /8 host\n"
                  "Elsewhere:\n"
                  "        |-- 127.0.0.1\n"
                  "           /32 host LOCAL\n"
                  "Id 100:\n"
                  "  |-- 198.51.100.7\n"
                  "     /32 link UNICAST\n",
                  "4 proc_net_fib_trie 1|254|0.0.0.0|00000000|0|universe|UNICAST|NULL\n"
                  "6 want \"a leaf before its entry\" have \"/32 host LOCAL\"\n"
                  "8 proc_net_fib_trie 1|254|127.0.0.0|7f000000|8|host|LOCAL|NULL\n"
                  "9 proc_net_fib_trie 1|254|127.0.0.0|7f000000|8|scope=9|type 13|8\n"
                  "10 want \"type\" have \"\"\n"
                  "11 want \"name of a table\" have \"Elsewhere:\"\n"
                  "12 want \"name of a table\" have \"|-- 127.0.0.1\"\n"
                  "13 want \"a leaf before its entry\" have \"/32 host LOCAL\"\n"
                  "16 proc_net_fib_trie 1|100|198.51.100.7|c6336407|32|link|UNICAST|NULL\n");
}
