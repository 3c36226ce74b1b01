#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(maps_lines)
{
    assert_format(
        "maps", "maps",
        "55d0c8a00000-55d0c8a28000 r--p 00002000 fe:00 247101                     /usr/bin/b a\\012sh (deleted)\n"
        "08048000-08049000 rw-p 00000000 00:00 0 \n"
        "7f0000000000-7f0000001000 rw-s 00000000 00:08 26442                      socket:[26442]\n"
        "7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0                          [stack]\n"
        "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]\n",
        "1 process_maps 7|55d0c8a00000|55d0c8a28000|163840|r--p|8192|fe:00|247101|/usr/bin/b a\\012sh (deleted)\n"
        "2 process_maps 7|08048000|08049000|4096|rw-p|0|00:00|0|NULL\n"
        "3 process_maps 7|7f0000000000|7f0000001000|4096|rw-s|0|00:08|26442|socket:[26442]\n"
        "4 process_maps 7|7ffc00000000|7ffc00021000|135168|rw-p|0|00:00|0|[stack]\n"
        "5 process_maps 7|ffffffffff600000|ffffffffff601000|4096|--xp|0|00:00|0|[vsyscall]\n");
}

TEST(maps_malformed)
{
    assert_format_cut("maps", "maps",
                      "\n"
                      "zz-1000 rw-p 0 00:00 0\n"
                      "1000 rw-p 0 00:00 0\n"
                      "1000-2000\n"
                      "1000-2000 rw-p 0 00:00\n"
                      "1000-2000 rw-p 0 00:00 x /a\n"
                      "1000-2000 rw-p 0 00:00 0 /a",
                      "1 want \"start\" have \"\"\n"
                      "2 want \"start\" have \"zz-1000\"\n"
                      "3 want \"-\" have \"\"\n"
                      "4 want \"permissions\" have \"\"\n"
                      "5 want \"inode\" have \"\"\n"
                      "6 want \"inode\" have \"x\"\n"
                      "7 want \"newline\" have \"1000-2000 rw-p 0 00:00 0 /a\"\n");
}
