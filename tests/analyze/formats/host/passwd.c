#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(passwd_lines)
{
    assert_format("passwd", "passwd",
                  "root:x:0:0:root:/root:/bin/bash\n"
                  "# comment\n\n"
                  "nobody:*:65534:65534::/nonexistent:\n"
                  "caf\xc3\xa9::4294967294:1:a,b:c:/bin/sh -x",
                  "1 passwd_file root|x|0|0|root|/root|/bin/bash\n"
                  "4 passwd_file nobody|*|65534|65534||/nonexistent|NULL\n"
                  "5 passwd_file caf\\xc3\\xa9||4294967294|1|a,b|c|/bin/sh -x\n");
}

/* Lines that look odd to people and not to glibc: each of these is uid 0 to getpwnam(3). */
TEST(passwd_lines_as_glibc_reads_them)
{
    assert_format("passwd", "passwd",
                  "  a:x:0:0:::\n"
                  "b:x: 0:0\n"
                  "c:x:+0:-0::/\n"
                  "d:x:4294967295:2:e:f:g:h\n",
                  "1 passwd_file a|x|0|0|||NULL\n"
                  "2 passwd_file b|x|0|0|NULL|NULL|NULL\n"
                  "3 passwd_file c|x|0|0||/|NULL\n"
                  "4 passwd_file d|x|4294967295|2|e|f|g:h\n");
    assert_format("passwd", "passwd", "a:x:-1:0:::\nb:x:4294967296:0:::\nc:x:0 :0:::\nd:x:0:-2:::\n",
                  "1 want \"uid\" have \"-1\"\n"
                  "2 want \"uid\" have \"4294967296\"\n"
                  "3 want \"uid\" have \"0 \"\n"
                  "4 want \"gid\" have \"-2\"\n");
}

TEST(passwd_malformed)
{
    assert_format("passwd", "passwd", "x\ny:x\nz:x:0x0:0:::\nw:x:1:two:::\nv:x:99999999999999999999:1:::\n",
                  "1 want \"user name\" have \"x\"\n"
                  "2 want \"password\" have \"x\"\n"
                  "3 want \"uid\" have \"0x0\"\n"
                  "4 want \"gid\" have \"two\"\n"
                  "5 want \"uid\" have \"99999999999999999999\"\n");
    assert_format("passwd", "passwd", "", "");
}

/* nsswitch's compat mode: neither users nor problems. */
TEST(passwd_entries_of_compat_mode)
{
    assert_format(
        "passwd", "passwd",
        "root:x:0:0:::\n-user\n-@netgroup\n+\n+::::::\n +@staff:::::/srv:/bin/sh\n+who:x:0:0:::\n-\n+@\n-gone:\n"
        "a+b:x:1:1:::\n",
        "1 passwd_file root|x|0|0|||NULL\n"
        "2 nss_compat_entries passwd|exclude|name|user|NULL\n"
        "3 nss_compat_entries passwd|exclude|netgroup|netgroup|NULL\n"
        "4 nss_compat_entries passwd|include|all|NULL|NULL\n"
        "5 nss_compat_entries passwd|include|all|NULL|:::::\n"
        "6 nss_compat_entries passwd|include|netgroup|staff|::::/srv:/bin/sh\n"
        "7 nss_compat_entries passwd|include|name|who|x:0:0:::\n"
        "8 nss_compat_entries passwd|exclude|all|NULL|NULL\n"
        "9 nss_compat_entries passwd|include|name|@|NULL\n"
        "10 nss_compat_entries passwd|exclude|name|gone|\n"
        "11 passwd_file a+b|x|1|1|||NULL\n");
}
