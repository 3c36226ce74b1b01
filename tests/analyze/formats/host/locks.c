#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(locks)
{
    assert_format("locks", "locks",
                  "1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF\n"
                  "1: -> POSIX  ADVISORY  WRITE 4711 fd:00:2531452 10 99\n"
                  "2: OFDLCK ADVISORY  READ -1 00:1c:17 0 99\n"
                  "3: LEASE  ACTIVE    READ 3517 <none>:0 0 EOF\n",
                  "1 proc_locks 1|0|POSIX|ADVISORY|WRITE|3568|fd:00|2531452|0|NULL\n"
                  "2 proc_locks 1|1|POSIX|ADVISORY|WRITE|4711|fd:00|2531452|10|99\n"
                  "3 proc_locks 2|0|OFDLCK|ADVISORY|READ|-1|00:1c|17|0|99\n"
                  "4 proc_locks 3|0|LEASE|ACTIVE|READ|3517|NULL|0|0|NULL\n");
    assert_format("locks", "locks",
                  "x\n1: POSIX\n1: FLOCK ADVISORY READ 5 fd 0 EOF\n1: FLOCK ADVISORY READ 5 a:b:1 0\n",
                  "1 want \"number\" have \"x\"\n"
                  "2 want \"mode\" have \"\"\n"
                  "3 want \"device\" have \"fd 0 EOF\"\n"
                  "4 want \"last byte\" have \"\"\n");
}
