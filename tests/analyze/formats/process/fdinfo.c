#include "tests/support/test.h"

#include "tests/support/cells.h"
#include "tests/support/format_text.h"

TEST(fdinfo_of_an_epoll)
{
    assert_format(
        "fdinfo", "fdinfo",
        "fd/3\tpos:\t0\n"
        "fd/3\tflags:\t02000002\n"
        "fd/3\ttfd:        4 events:       19 data:                4  pos:0 ino:4ac64a sdev:f\n"
        "fd/3\ttfd:        6 events: 8000001d data: ffffffffffffffff  pos:-1 ino:4ac64b sdev:9\n"
        "fd/3\ttfd:        7 events:       1b data:                7\n",
        "1 process_fdinfo 7|7|3|pos|NULL|0|NULL\n"
        "2 process_fdinfo 7|7|3|flags|NULL|02000002|NULL\n"
        "3 process_fdinfo 7|7|3|tfd|NULL|4 events:       19 data:                4  pos:0 ino:4ac64a sdev:f|NULL\n"
        "3 process_epoll_targets 7|7|3|4|25|4|0|4900426|15\n"
        "4 process_fdinfo 7|7|3|tfd|NULL|6 events: 8000001d data: ffffffffffffffff  pos:-1 ino:4ac64b sdev:9|NULL\n"
        "4 process_epoll_targets 7|7|3|6|2147483677|-1|-1|4900427|9\n"
        "5 process_fdinfo 7|7|3|tfd|NULL|7 events:       1b data:                7|NULL\n"
        "5 process_epoll_targets 7|7|3|7|27|7|NULL|NULL|NULL\n"
        "1 process_fd_states 7|7|3|0|524290|NULL|NULL\n");
}

TEST(fdinfo_of_watches)
{
    static const char text[] =
        "fd/5\tinotify wd:1 ino:35d sdev:fe00000 mask:fff ignored_mask:0 fhandle-bytes:8 fhandle-type:1 "
        "f_handle:5d03000000000000\n"
        "fd/6\tfanotify flags:0 event-flags:8000\n"
        "fd/6\tfanotify ino:35d sdev:fe00000 mflags:1 mask:20 ignored_mask:2 fhandle-bytes:8 fhandle-type:1 "
        "f_handle:5d03000000000000\n"
        "fd/6\tfanotify mnt_id:1b mflags:0 mask:20 ignored_mask:0\n"
        "fd/7\tinotify wd:2 ino:2a sdev:8 mask:2 ignored_mask:0 \n";
    struct format_input input = { .text = slice_of(text), .pid = 7, .tid = 9 };
    struct cells *cells = cells_of("fdinfo", &input);

    assert_int_equal(cells_problems(cells), 0);
    assert_int_equal(cells_count(cells, "process_fdinfo"), 5);
    assert_int_equal(cells_count(cells, "process_watches"), 4);
    assert_cells(cells, "process_watches", 0, "line", "1", "pid", "7", "tid", "9", "fd", "5", "kind", "inotify", "wd",
                 "1", "inode", "861", "device", "266338304", "mount_id", "NULL", "mask", "4095", "ignored_mask", "0",
                 "mark_flags", "NULL", "file_handle", "5d03000000000000");
    assert_cells(cells, "process_watches", 1, "line", "3", "kind", "fanotify", "wd", "NULL", "inode", "861", "mask",
                 "32", "ignored_mask", "2", "mark_flags", "1");
    assert_cells(cells, "process_watches", 2, "inode", "NULL", "mount_id", "27", "file_handle", "NULL");
    assert_cells(cells, "process_watches", 3, "fd", "7", "device", "8", "file_handle", "NULL");
    assert_cells(cells, "process_fdinfo", 1, "key", "fanotify", "value", "flags:0 event-flags:8000");
    cells_free(cells);
}

TEST(fdinfo_of_other_kinds)
{
    assert_format("fdinfo", "fdinfo",
                  "fd/4\teventfd-count:              102\n"
                  "fd/5\tsettime flags: 00\n"
                  "fd/5\tit_value: (0, 0)\n"
                  "fd/6\tsigmask:\t0000000000000200\n"
                  "fd/7\tNSpid:\t26890\t6\n"
                  "fd/8\tscm_fds: 2\n"
                  "fd/9\tiff:\ttun0\n"
                  "fd/10\tlock:\t1: FLOCK  ADVISORY  WRITE 7 00:1f:9 0 EOF\n",
                  "1 process_fdinfo 7|7|4|eventfd-count|NULL|102|NULL\n"
                  "2 process_fdinfo 7|7|5|settime flags|NULL|00|NULL\n"
                  "3 process_fdinfo 7|7|5|it_value|NULL|(0, 0)|NULL\n"
                  "4 process_fdinfo 7|7|6|sigmask|NULL|0000000000000200|NULL\n"
                  "5 process_fdinfo 7|7|7|NSpid|NULL|26890\\x096|NULL\n"
                  "6 process_fdinfo 7|7|8|scm_fds|NULL|2|NULL\n"
                  "7 process_fdinfo 7|7|9|iff|NULL|tun0|NULL\n"
                  "8 process_fdinfo 7|7|10|lock|NULL|1: FLOCK  ADVISORY  WRITE 7 00:1f:9 0 EOF|NULL\n"
                  "8 process_locks 7|7|10|FLOCK|ADVISORY|WRITE|7|00:1f|9|0|NULL\n");
}

/* Lines that begin with blanks belong to the key above them, of the same descriptor. */
TEST(fdinfo_of_an_io_uring)
{
    assert_format("fdinfo", "fdinfo",
                  "fd/8\tCQEs:\t0\n"
                  "fd/8\tUserFiles:\t4\n"
                  "fd/8\t    0: socket:[4900427]\n"
                  "fd/8\t    2: /tmp/a: b\\012c\n"
                  "fd/8\t    3: <none>\n"
                  "fd/8\tUserBufs:\t1\n"
                  "fd/8\t    0: 0x7f00/4096\n"
                  "fd/8\tPollList:\n"
                  "fd/8\t  op=6, task_works=0\n"
                  "fd/9\t    0: socket:[1]\n"
                  "fd/9\t\n",
                  "1 process_fdinfo 7|7|8|CQEs|NULL|0|NULL\n"
                  "2 process_fdinfo 7|7|8|UserFiles|NULL|4|NULL\n"
                  "3 process_fdinfo 7|7|8|UserFiles|0|socket:[4900427]|NULL\n"
                  "4 process_fdinfo 7|7|8|UserFiles|2|/tmp/a: b\\012c|NULL\n"
                  "5 process_fdinfo 7|7|8|UserFiles|3|<none>|NULL\n"
                  "6 process_fdinfo 7|7|8|UserBufs|NULL|1|NULL\n"
                  "7 process_fdinfo 7|7|8|UserBufs|0|0x7f00/4096|NULL\n"
                  "8 process_fdinfo 7|7|8|PollList|NULL||NULL\n"
                  "9 process_fdinfo 7|7|8|PollList|NULL|op=6, task_works=0|NULL\n"
                  "10 process_fdinfo 7|7|9|NULL|0|socket:[1]|NULL\n"
                  "11 process_fdinfo 7|7|9|NULL|NULL||NULL\n");
}

TEST(fdinfo_that_could_not_be_read_or_understood)
{
    assert_format_cut("fdinfo", "fdinfo",
                      "fd/5\t!EACCES\n"
                      "fd/5\t!\n"
                      "fd/\tpos:\t0\n"
                      "fd/ 5\tpos:\t0\n"
                      "fd/5 pos:\t0\n"
                      "\n"
                      "fd/99999999999999999999\tpos:\t0\n"
                      "fd/5\tno colon\n"
                      "fd/5\t:\n"
                      "fd/5\ttfd: x events: 1\n"
                      "fd/5\ttfd: 1 events: 1z\n"
                      "fd/5\ttfd: 1 new: 2\n"
                      "fd/5\ttfd: 1 loose\n"
                      "fd/5\tinotify \n"
                      "fd/5\tinotify\n"
                      "fd/5\tpos:\t1",
                      "1 process_fdinfo 7|7|5|NULL|NULL|NULL|EACCES\n"
                      "2 want \"errno\" have \"!\"\n"
                      "3 want \"fd\" have \"\\x09pos:\\x090\"\n"
                      "4 want \"fd\" have \" 5\\x09pos:\\x090\"\n"
                      "5 want \"\t\" have \"\"\n"
                      "6 want \"fd/\" have \"\"\n"
                      "7 want \"fd\" have \"99999999999999999999\"\n"
                      "8 process_fdinfo 7|7|5|no colon|NULL|NULL|NULL\n"
                      "9 process_fdinfo 7|7|5||NULL||NULL\n"
                      "10 process_fdinfo 7|7|5|tfd|NULL|x events: 1|NULL\n"
                      "10 want \"tfd\" have \"x\"\n"
                      "11 process_fdinfo 7|7|5|tfd|NULL|1 events: 1z|NULL\n"
                      "11 want \"events\" have \"z\"\n"
                      "12 process_fdinfo 7|7|5|tfd|NULL|1 new: 2|NULL\n"
                      "12 process_epoll_targets 7|7|5|1|NULL|NULL|NULL|NULL|NULL\n"
                      "13 process_fdinfo 7|7|5|tfd|NULL|1 loose|NULL\n"
                      "13 want \"field\" have \"loose\"\n"
                      "14 process_fdinfo 7|7|5|inotify|NULL||NULL\n"
                      "14 process_watches 7|7|5|inotify|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                      "15 process_fdinfo 7|7|5|inotify|NULL|NULL|NULL\n"
                      "16 want \"newline\" have \"fd/5\\x09pos:\\x091\"\n");
}

/* What every descriptor has, of two descriptors; a kernel of before 3.15; numbers that are none. */
TEST(fdinfo_of_every_kind)
{
    struct format_input input = { .text = slice_of("fd/3\tpos:\t8192\n"
                                                   "fd/3\tflags:\t02102001\n"
                                                   "fd/3\tmnt_id:\t26\n"
                                                   "fd/3\tino:\t18446744073709551615\n"
                                                   "fd/3\tlock:\t1: OFDLCK ADVISORY  READ -1 fd:00:7 0 99\n"
                                                   "fd/4\tpos:\t0\n"
                                                   "fd/4\tflags:\t08\n"
                                                   "fd/5\tlock:\tx\n"),
                                  .pid = 7,
                                  .tid = 9 };
    struct cells *cells = cells_of("fdinfo", &input);

    assert_int_equal(cells_problems(cells), 2);
    assert_int_equal(cells_count(cells, "process_fd_states"), 2);
    assert_cells(cells, "process_fd_states", 0, "line", "1", "pid", "7", "tid", "9", "fd", "3", "pos", "8192", "flags",
                 "558081", "mount_id", "26", "inode", "-1");
    assert_cells(cells, "process_fd_states", 1, "line", "6", "fd", "4", "pos", "0", "flags", "NULL", "mount_id",
                 "NULL");
    assert_int_equal(cells_count(cells, "process_locks"), 1);
    assert_cells(cells, "process_locks", 0, "line", "5", "fd", "3", "kind", "OFDLCK", "access", "READ", "lock_pid",
                 "-1", "device", "fd:00", "inode", "7", "first", "0", "last", "99");
    cells_free(cells);
}
