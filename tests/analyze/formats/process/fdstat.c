#include "tests/support/test.h"

#include "tests/support/cells.h"
#include "tests/support/format_text.h"

#define TIMES "1795798129.613353136\t1795798130.361353136\t-1.5"

TEST(fdstat_lines)
{
    struct format_input input = { .text = slice_of("fd/0\t104755\t1\t3\t5\t254:300\t11165815\t0:0\t6\t8\t4096\t" TIMES
                                                   "\t9.000000001\t26\tlater\n"
                                                   "fd/3\t20600\t0\t0\t0\t0:20\t7\t5:2\t0\t0\t4096\t" TIMES "\t-\t-\n"
                                                   "fd/4\t-\tremote\n"
                                                   "fd/5\t!EACCES\n"
                                                   "fd/6\t600\t1\t0\t0\t0:16\t9\t0:0\t0\t0\t4096\t" TIMES "\t-\t0\n"),
                                  .pid = 7,
                                  .tid = 9 };
    struct cells *cells = cells_of("fdstat", &input);

    assert_int_equal(cells_problems(cells), 0);
    assert_cells(cells, "process_fd_files", 0, "line", "1", "pid", "7", "tid", "9", "fd", "0", "file_type", "regular",
                 "mode", "2541", "nlink", "1", "uid", "3", "gid", "5", "device", "254:300", "inode", "11165815",
                 "special_device", "NULL", "size", "6", "blocks", "8", "accessed_ns", "1795798129613353136",
                 "modified_ns", "1795798130361353136", "changed_ns", "-999999995", "born_ns", "9000000001", "mount_id",
                 "26", "not_asked", "NULL", "errno", "NULL");
    assert_cells(cells, "process_fd_files", 1, "file_type", "character", "nlink", "0", "special_device", "5:2",
                 "born_ns", "NULL", "mount_id", "NULL");
    assert_cells(cells, "process_fd_files", 2, "fd", "4", "file_type", "NULL", "inode", "NULL", "not_asked", "remote");
    assert_cells(cells, "process_fd_files", 3, "fd", "5", "not_asked", "NULL", "errno", "EACCES");
    assert_cells(cells, "process_fd_files", 4, "file_type", "NULL", "mode", "384", "inode", "9", "mount_id", "0");
    cells_free(cells);
}

TEST(fdstat_malformed)
{
    assert_format("fdstat", "fdstat",
                  "fd/0\t8\n"
                  "fd/0\t644\t1\t0\t0\t254\n"
                  "fd/0\t644\t1\n"
                  "x\n",
                  "1 want \"mode\" have \"8\"\n"
                  "2 want \"device\" have \"254\"\n"
                  "3 want \"uid\" have \"\"\n"
                  "4 want \"fd/\" have \"x\"\n");
}

/* A device number of more than 32 bits is none; a time beyond the year 2262 is not known. */
TEST(fdstat_numbers_that_do_not_fit)
{
    struct format_input input = { .text = slice_of(
                                      "fd/0\t100644\t1\t3\t5\t254:4294967296\t1\t0:0\t6\t8\t4096\t" TIMES "\t-\t0\n"
                                      "fd/1\t100644\t1\t3\t5\t4294967296:1\t1\t0:0\t6\t8\t4096\t" TIMES "\t-\t0\n"
                                      "fd/2\t100644\t1\t3\t5\t0:1\t1\t0:0\t6\t8\t4096\t9223372036.854775807\t"
                                      "9223372036.854775808\t9223372037.0\t-\t0\n") };
    struct cells *cells = cells_of("fdstat", &input);

    assert_int_equal(cells_problems(cells), 2);
    assert_string_equal(cells_problem(cells, 0), "1 want device have 254:4294967296");
    assert_string_equal(cells_problem(cells, 1), "2 want device have 4294967296:1");
    assert_cells(cells, "process_fd_files", 0, "fd", "2", "accessed_ns", "9223372036854775807", "modified_ns", "NULL",
                 "changed_ns", "NULL");
    cells_free(cells);
}
