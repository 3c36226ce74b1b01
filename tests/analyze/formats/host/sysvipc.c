#include "tests/support/test.h"

#include "tests/support/format_text.h"

/* As ipc/util.c begins, and shm.c, sem.c and msg.c of Linux 6.18 go on. */
TEST(sysvipc_rows)
{
    assert_format(
        "sysvipc_shm", "sysvipc/shm",
        "       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      "
        "dtime      ctime                   rss                  swap\n"
        "-559038737          5  1666               4194304   812   900      2 65534     0     0     0 1763715823       "
        "   0 1763715822                  4096                     0\n"
        "         0          6   69x                     1   812     0      0     0     0     0     0          0       "
        "   0          1                     0                     0\n",
        "2 proc_sysvipc_shm -559038737|5|950|65534|0|0|0|4194304|812|900|2|1763715823|0|1763715822|4096|0\n"
        "3 want \"permissions\" have \"69x\"\n");
    assert_format(
        "sysvipc_shm", "sysvipc/shm",
        "       key      shmid perms       size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime "
        "     ctime\n"
        "         0      32768   600     393216  2345  2345      1  1000  1000  1000  1000 1300000000          0 "
        "1300000000\n",
        "2 proc_sysvipc_shm 0|32768|384|1000|1000|1000|1000|393216|2345|2345|1|1300000000|0|1300000000|NULL|"
        "NULL\n");
    assert_format("sysvipc_sem", "sysvipc/sem",
                  "       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime\n"
                  "1627455492          0   600         17    26    26    26    26 1763715823 1763715822\n",
                  "2 proc_sysvipc_sem 1627455492|0|384|26|26|26|26|17|1763715823|1763715822\n");
    assert_format(
        "sysvipc_msg", "sysvipc/msg",
        "       key      msqid perms      cbytes       qnum lspid lrpid   uid   gid  cuid  cgid      stime      "
        "rtime      ctime\n"
        "        77          3   644          12          1   812     0     0     0     0     0 1763715823       "
        "   0 1763715822\n",
        "2 proc_sysvipc_msg 77|3|420|0|0|0|0|12|1|812|0|1763715823|0|1763715822\n");
}
