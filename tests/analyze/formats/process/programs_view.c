#include "tests/support/test.h"

#include <stdlib.h>

#include "analyze/base/error.h"
#include "tests/support/cells.h"
#include "tests/support/format_text.h"

#define STATUS(mode, links, inode) \
    mode "\t" links "\t3\t5\t254:300\t" inode "\t0:0\t6\t8\t4096\t1795798129.613353136\t1.5\t-1.5\t-\t26"

TEST(programs_view_lines)
{
    struct format_input input = {
        .text = slice_of(
            "program\t1\t10\t/a\\x0ab (deleted)\tother\tupper\t0100000200200000000000008000000000000000\t" STATUS(
                "104755", "0", "9") "\n"
                                    "other\t1\t" STATUS("100644", "1",
                                                        "8") "\n"
                                                             "process\t7\t1\n"
                                                             "program\t2\t0\t/n\t-\t-\t-\t-\tremote\n"
                                                             "program\t3\t10\t/e\t!EIO\t-\t!EPERM\t!EACCES\n"),
    };
    struct cells *cells = cells_of("programs_view", &input);

    assert_int_equal(cells_problems(cells), 0);
    assert_cells(cells, "programs", 0, "line", "1", "program", "1", "mount_namespace", "10", "path",
                 "/a\\x0ab (deleted)", "at_path", "other", "at_path_errno", "NULL", "layer", "upper", "capability_data",
                 "0100000200200000000000008000000000000000", "cap_permitted", "0000008000002000", "cap_inheritable",
                 "0000000000000000", "cap_effective", "1", "cap_root_uid", "NULL", "file_type", "regular", "mode",
                 "2541", "nlink", "0", "uid", "3", "gid", "5", "device", "254:300", "device_number", "1113644", "inode",
                 "9", "size", "6", "blocks", "8", "block_size", "4096", "accessed_ns", "1795798129613353136",
                 "modified_ns", "1000000005", "changed_ns", "-999999995", "born_ns", "NULL", "mount_id", "26",
                 "not_asked", "NULL", "errno", "NULL");
    assert_cells(cells, "program_replacements", 0, "line", "2", "program", "1", "mode", "420", "inode", "8");
    assert_cells(cells, "program_processes", 0, "line", "3", "pid", "7", "program", "1");
    assert_cells(cells, "programs", 1, "at_path", "NULL", "layer", "NULL", "capability_data", "NULL", "inode", "NULL",
                 "not_asked", "remote", "errno", "NULL");
    assert_cells(cells, "programs", 2, "at_path", "NULL", "at_path_errno", "EIO", "capability_errno", "EPERM", "errno",
                 "EACCES", "not_asked", "NULL");
    cells_free(cells);
}

/* The revisions of the attribute: the first has 32 capabilities, the third belongs to a user namespace; another is kept as it is. */
TEST(file_capabilities_of_each_revision)
{
    static const struct {
        const char *data, *permitted, *effective, *root_uid;
    } revisions[] = {
        { "000000010020000001000000", "0000000000002000", "0", "NULL" },
        { "010000030020000000000000000000000000000064000000", "0000000000002000", "1", "100" },
        { "010000090020000000000000000000000000000064000000", "NULL", "NULL", "NULL" },
        { "0100000300200000", "NULL", "NULL", "NULL" },
    };

    for (size_t i = 0; i < sizeof(revisions) / sizeof(revisions[0]); i++) {
        char *text = xasprintf("program\t1\t10\t/x\tsame\t-\t%s\t" STATUS("100755", "1", "9") "\n", revisions[i].data);
        struct format_input input = { .text = slice_of(text) };
        struct cells *cells = cells_of("programs_view", &input);

        assert_int_equal(cells_problems(cells), 0);
        assert_cells(cells, "programs", 0, "capability_data", revisions[i].data, "cap_permitted",
                     revisions[i].permitted, "cap_effective", revisions[i].effective, "cap_root_uid",
                     revisions[i].root_uid);
        cells_free(cells);
        free(text);
    }
}

TEST(programs_view_malformed)
{
    assert_format("programs_view", "views/programs",
                  "x\t1\n"
                  "program\t1\t10\t/x\tsame\t-\tzz\t!E\n"
                  "program\t1\t10\t/x\\x\tsame\t-\t-\t!E\n"
                  "program\t1\t10\t/x\t\t-\t-\t!E\n"
                  "process\t1\n"
                  "other\t1\t9\n",
                  "1 want \"program, other or process\" have \"x\"\n"
                  "2 want \"capability\" have \"zz\"\n"
                  "3 want \"\\xHH\" have \"/x\\x\"\n"
                  "4 want \"what is at the path\" have \"\"\n"
                  "5 want \"\t\" have \"\"\n"
                  "6 want \"mode\" have \"9\"\n");
}
