/*
 * The members that are there only when asked for: environ, maps, exe-hash.
 */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static struct slice
bytes_of(const char *text, size_t size)
{
    return (struct slice){ text, size - 1 };
}

TEST(environ_variables)
{
    static const char text[] = "HOME=/root\0A=b=c\0EMPTY=\0odd\0=x\0NL=a\nb\0";

    assert_format_bytes("environ", "environ", bytes_of(text, sizeof(text)),
                        "1 process_environment 7|HOME|/root\n"
                        "2 process_environment 7|A|b=c\n"
                        "3 process_environment 7|EMPTY|\n"
                        "4 process_environment 7|odd|NULL\n"
                        "5 process_environment 7||x\n"
                        "6 process_environment 7|NL|a\\x0ab\n");
    assert_format("environ", "environ", "", "");
}

/* A process that wrote its title over its environment leaves anything there. */
TEST(environ_overwritten)
{
    static const char text[] = "\0\0\0LANG=C\0\0tail \xff";

    assert_format_bytes("environ", "environ", bytes_of(text, sizeof(text)),
                        "4 process_environment 7|LANG|C\n"
                        "6 process_environment 7|tail \\xff|NULL\n"
                        "6 want \"NUL behind a variable\" have \"tail \\xff\"\n");
}

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

TEST(exe_hash_lines)
{
    assert_format("exe_hash", "exe-hash", EMPTY_SHA256 "\t0\t65024\t247101\n",
                  "1 executable_hashes 7|" EMPTY_SHA256 "|0|65024|247101\n");
    assert_format_cut("exe_hash", "exe-hash",
                      "abc\t0\t1\t2\n"
                      "E" EMPTY_SHA256 "\t0\t1\t2\n" EMPTY_SHA256 "\tx\t1\t2\n" EMPTY_SHA256 "\t0\t1\n" EMPTY_SHA256
                      "\t0\t1\t2",
                      "1 want \"SHA-256\" have \"abc\"\n"
                      "2 want \"SHA-256\" have \"E" EMPTY_SHA256 "\"\n"
                      "3 want \"bytes\" have \"x\"\n"
                      "4 want \"\t\" have \"\"\n"
                      "5 want \"newline\" have \"" EMPTY_SHA256 "\\x090\\x091\\x092\"\n");
}
