#include "tests/support/test.h"

#include "tests/support/cells.h"
#include "tests/support/format_text.h"

#define HEADER "Num       RefCount Protocol Flags    Type St Inode Path\n"

TEST(unix_published_rows)
{
    assert_format("unix", "unix", HEADER "0000000000000000: 00000002 00000000 00000000 0001 03 606974\n",
                  "2 proc_net_unix 1|before|2|0|0|1|3|606974|NULL|NULL\n");
}

TEST(unix_paths_are_whole)
{
    assert_format("unix", "unix",
                  HEADER "f6d1a500: 00000002 00000000 00010000 0001 01  7937 /var/run/postgresql/.s.PGSQL.5432\n"
                         "f6d1a500: 00000002 00000000 00010000 0001 01     7 @/tmp/.X11-unix/X0\n"
                         "f6d1a500: 00000002 00000000 00000000 0002 01     8 /tmp/a path  with spaces \n"
                         "f6d1a500: 00000002 00000000 00000000 0005 01     9 /tmp/\xff\xfe\n"
                         "f6d1a500: 00000002 00000000 00000000 0002 01    10 @\n"
                         "f6d1a500: 00000003 00000000 00000000 0001 03    11\n",
                  "2 proc_net_unix 1|before|2|0|65536|1|1|7937|/var/run/postgresql/.s.PGSQL.5432|0\n"
                  "3 proc_net_unix 1|before|2|0|65536|1|1|7|@/tmp/.X11-unix/X0|NULL\n"
                  "4 proc_net_unix 1|before|2|0|0|2|1|8|/tmp/a path  with spaces |0\n"
                  "5 proc_net_unix 1|before|2|0|0|5|1|9|/tmp/\\xff\\xfe|0\n"
                  "6 proc_net_unix 1|before|2|0|0|2|1|10|@|NULL\n"
                  "7 proc_net_unix 1|before|3|0|0|1|3|11|NULL|NULL\n");
}

/* Before Linux 4.19 the NULs of an abstract name were printed as they are, and a path has none. */
TEST(unix_names_that_are_abstract)
{
    static const char text[] = HEADER "f6d1a500: 00000002 00000000 00010000 0001 01     7 @a\0b\n"
                                      "f6d1a500: 00000002 00000000 00010000 0001 01     8 @a@b\n"
                                      "f6d1a500: 00000002 00000000 00010000 0001 01     9 a@b\n";
    struct format_input input = { .text = { text, sizeof(text) - 1 },
                                  .file = slice_of("unix"),
                                  .pass = slice_of("before") };
    struct cells *cells = cells_of("unix", &input);

    assert_cells(cells, "proc_net_unix", 0, "path", "@a@b", "abstract", "1");
    assert_cells(cells, "proc_net_unix", 1, "path", "@a@b", "abstract", "NULL");
    assert_cells(cells, "proc_net_unix", 2, "path", "a@b", "abstract", "0");
    cells_free(cells);
}

TEST(unix_a_path_goes_on_over_newlines)
{
    assert_format("unix", "unix",
                  HEADER "f6d1a500: 00000002 00000000 00000000 0002 01     8 /tmp/one\n"
                         "two\n"
                         "\n"
                         "f6d1a501: not a row\n"
                         "f6d1a500: 00000003 00000000 00000000 0001 03    11\n",
                  "2 proc_net_unix 1|before|2|0|0|2|1|8|/tmp/one\\x0atwo\\x0a\\x0af6d1a501: not a row|0\n"
                  "6 proc_net_unix 1|before|3|0|0|1|3|11|NULL|NULL\n");
}

/* Nothing in the text tells a forged row from a real one. */
TEST(unix_a_path_that_looks_like_a_row_is_one)
{
    assert_format("unix", "unix",
                  HEADER "f6d1a500: 00000002 00000000 00000000 0002 01     8 /tmp/one\n"
                         "00000000: 00000002 00000000 00010000 0001 01 12345 /run/forged\n",
                  "2 proc_net_unix 1|before|2|0|0|2|1|8|/tmp/one|0\n"
                  "3 proc_net_unix 1|before|2|0|65536|1|1|12345|/run/forged|0\n");
}

TEST(unix_rows_may_begin_with_any_pointer)
{
    assert_format("unix", "unix",
                  HEADER "(____ptrval____): 00000002 00000000 00000000 0002 01     1 /a\n"
                         "(ptrval): 00000002 00000000 00000000 0002 01     2 /b\n"
                         "          (null): 00000002 00000000 00000000 0002 01     3 /c\n"
                         "        pK-error: 00000002 00000000 00000000 0002 01     4 /d\n"
                         "00000000d0e1f2a3: 00000002 00000000 00000000 0002 01     5 /e\n",
                  "2 proc_net_unix 1|before|2|0|0|2|1|1|/a|0\n"
                  "3 proc_net_unix 1|before|2|0|0|2|1|2|/b|0\n"
                  "4 proc_net_unix 1|before|2|0|0|2|1|3|/c|0\n"
                  "5 proc_net_unix 1|before|2|0|0|2|1|4|/d|0\n"
                  "6 proc_net_unix 1|before|2|0|0|2|1|5|/e|0\n");
}

TEST(unix_waiting_to_be_accepted)
{
    assert_format("unix", "unix", HEADER "f6d1a500: 00000002 00000000 00000000 0001 02     0 /run/listener\n",
                  "2 proc_net_unix 1|before|2|0|0|1|2|0|/run/listener|0\n");
}

TEST(unix_malformed_lines)
{
    assert_format_cut("unix", "unix",
                      HEADER "stray\n"
                             "f6d1a500: 00000002 00000000 0001000 x\n"
                             "f6d1a500: 00000003 00000000 00000000 0001 03    11\n"
                             "behind a row without a path\n"
                             "f6d1a500: 00000003 00000000 00000000 0001 03    12",
                      "2 want \"socket\" have \"stray\"\n"
                      "3 want \"type\" have \"x\"\n"
                      "4 proc_net_unix 1|before|3|0|0|1|3|11|NULL|NULL\n"
                      "5 want \"socket\" have \"behind a row without a path\"\n"
                      "6 want \"newline\" have \"f6d1a500: 00000003 00000000 00000000 0001 03    12\"\n");
    assert_format_cut("unix", "unix", HEADER "f6d1a500: 00000003 00000000 00000000 0001 03    12 /cut\nhere",
                      "2 want \"newline\" have \"/cut\\x0ahere\"\n");
    assert_format("unix", "unix", "Num RefCount\n",
                  "1 want \"Num RefCount Protocol Flags Type St Inode Path\" have \"Num RefCount\"\n");
}
