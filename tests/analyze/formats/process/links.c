#include "tests/support/test.h"

#include <stdlib.h>

#include "tests/support/cells.h"
#include "tests/support/format_text.h"

TEST(links_of_a_process)
{
    assert_format("links", "links",
                  "exe\t-\t/usr/bin/nc.openbsd\n"
                  "cwd\t-\t/root\n"
                  "ns/net\t-\tnet:[4026532281]\n"
                  "fd/0\tr\t/dev/null\n"
                  "fd/3\trw\tsocket:[26442]\n"
                  "fd/4\tr\tpipe:[8927]\n"
                  "fd/5\trw\tanon_inode:[eventpoll]\n"
                  "fd/6\tr\tanon_inode:inotify\n"
                  "fd/7\tr\tinotify\n"
                  "fd/8\tr\tmnt:[4026531841]\n"
                  "fd/9\tr\t(unreachable)/tmp/x: y\n"
                  "fd/10\t-\t/memfd:a (deleted)\n",
                  "1 process_links 7|7|exe|NULL|/usr/bin/nc.openbsd|NULL\n"
                  "2 process_links 7|7|cwd|NULL|/root|NULL\n"
                  "3 process_links 7|7|ns/net|4026532281|net:[4026532281]|NULL\n"
                  "4 process_fds 7|7|0|r|file|NULL|/dev/null|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "5 process_fds 7|7|3|rw|socket|26442|socket:[26442]|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "6 process_fds 7|7|4|r|pipe|8927|pipe:[8927]|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "7 process_fds 7|7|5|rw|anon_inode|NULL|anon_inode:[eventpoll]|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "8 process_fds 7|7|6|r|anon_inode|NULL|anon_inode:inotify|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "9 process_fds 7|7|7|r|inotify|NULL|inotify|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "10 process_fds 7|7|8|r|mnt|4026531841|mnt:[4026531841]|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "11 process_fds 7|7|9|r|file|NULL|(unreachable)/tmp/x: y|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "12 process_fds 7|7|10|NULL|file|NULL|/memfd:a (deleted)|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n");
}

TEST(links_that_could_not_be_read)
{
    assert_format("links", "links", "exe\t-\t!ENOENT\nfd\t-\t!EACCES\nfd/4\trw\t!ENAMETOOLONG\n",
                  "1 process_links 7|7|exe|NULL|NULL|ENOENT\n"
                  "2 process_links 7|7|fd|NULL|NULL|EACCES\n"
                  "3 process_fds 7|7|4|rw|NULL|NULL|NULL|ENAMETOOLONG|NULL|NULL|NULL|NULL|NULL|NULL\n");
}

TEST(links_are_unescaped)
{
    assert_format("links", "links",
                  "fd/1\tw\t/tmp/new\\x0aline\\x5c\\xff\n"
                  "fd/2\tw\t\\x21EACCES\n"
                  "fd/3\tw\t/a\\x09b \n"
                  "fd/4\trw\t\n",
                  "1 process_fds 7|7|1|w|file|NULL|/tmp/new\\x0aline\\\\xff|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "2 process_fds 7|7|2|w|!EACCES|NULL|!EACCES|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "3 process_fds 7|7|3|w|file|NULL|/a\\x09b |NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                  "4 process_fds 7|7|4|rw||NULL||NULL|NULL|NULL|NULL|NULL|NULL|NULL\n");
}

/* Only a number in brackets and nothing else is an inode. */
TEST(links_with_odd_numbers)
{
    assert_format(
        "links", "links",
        "fd/1\trw\tsocket:[]\n"
        "fd/2\trw\tsocket:[12\n"
        "fd/3\trw\tsocket:[12]x\n"
        "fd/4\trw\tsocket:[99999999999999999999]\n"
        "fd/5\trw\tsocket:[-1]\n",
        "1 process_fds 7|7|1|rw|socket|NULL|socket:[]|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
        "2 process_fds 7|7|2|rw|socket|NULL|socket:[12|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
        "3 process_fds 7|7|3|rw|socket|NULL|socket:[12]x|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
        "4 process_fds 7|7|4|rw|socket|NULL|socket:[99999999999999999999]|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
        "5 process_fds 7|7|5|rw|socket|NULL|socket:[-1]|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n");
}

TEST(links_malformed)
{
    assert_format_cut("links", "links",
                      "\n"
                      "fd/1\n"
                      "fd/1\trx\t/a\n"
                      "fd/x\tr\t/a\n"
                      "fd/\tr\t/a\n"
                      "\tr\t/a\n"
                      "fd/1\tr\t/bad\\x0\n"
                      "fd/1\tr\t/bad\\x0G\n"
                      "fd/1\tr\t/bad\\n\n"
                      "fd/1\tr\t!\n"
                      "fd/1\trw\tsocket:[1",
                      "1 want \"name\" have \"\"\n"
                      "2 want \"name\" have \"fd/1\"\n"
                      "3 want \"mode\" have \"rx\"\n"
                      "4 want \"name\" have \"fd/x\"\n"
                      "5 want \"name\" have \"fd/\"\n"
                      "6 want \"name\" have \"\"\n"
                      "7 want \"\\xHH\" have \"/bad\\x0\"\n"
                      "8 want \"\\xHH\" have \"/bad\\x0G\"\n"
                      "9 want \"\\xHH\" have \"/bad\\n\"\n"
                      "10 want \"errno\" have \"!\"\n"
                      "11 want \"newline\" have \"fd/1\\x09rw\\x09socket:[1\"\n");
}

TEST(links_of_a_thread_bear_its_number)
{
    struct format_input input = { .text = slice_of("fd/3\trw\tsocket:[5]\nexe\t-\t/a\n"), .pid = 7, .tid = 9 };
    char *have = format_text("links", &input);

    assert_string_equal(
        have, "1 process_fds 7|9|3|rw|socket|5|socket:[5]|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n2 process_links "
              "7|9|exe|NULL|/a|NULL\n");
    free(have);
}

TEST(links_with_a_protocol)
{
    assert_format("links", "links",
                  "fd/9\trw\tsocket:[31337]\tAF_VSOCK\n"
                  "fd/10\trw\tsocket:[31338]\t!EACCES\n"
                  "fd/11\trw\tsocket:[31339]\tA\\x09B\t8\t\tlater\tfields\n"
                  "fd/12\trw\t!EACCES\tTCP\n",
                  "1 process_fds 7|7|9|rw|socket|31337|socket:[31337]|NULL|AF_VSOCK|NULL|NULL|NULL|NULL|NULL\n"
                  "2 process_fds 7|7|10|rw|socket|31338|socket:[31338]|NULL|NULL|EACCES|NULL|NULL|NULL|NULL\n"
                  "3 process_fds 7|7|11|rw|socket|31339|socket:[31339]|NULL|A\\x09B|NULL|8|NULL|NULL|NULL\n"
                  "4 process_fds 7|7|12|rw|NULL|NULL|NULL|EACCES|TCP|NULL|NULL|NULL|NULL|NULL\n");
    assert_format("links", "links", "fd/9\trw\tsocket:[1]\t!\nfd/9\trw\tsocket:[1]\t\\x\n",
                  "1 want \"errno\" have \"!\"\n"
                  "2 want \"\\xHH\" have \"\\x\"\n");
}

/* The network namespace of a socket, and both of a tun descriptor; a field of a later version. */
TEST(links_with_namespaces)
{
    assert_format("links", "links",
                  "fd/9\trw\tsocket:[31337]\tAF_VSOCK\t4026531840\n"
                  "fd/10\trw\tsocket:[31338]\t!ENOTSUP\t!EPERM\n"
                  "fd/11\trw\t/dev/net/tun\t\t4026531840\t4026532281\n"
                  "fd/12\trw\t/dev/net/tun\t\t4026531840\t!EBADFD\tmore\n"
                  "fd/13\trw\tsocket:[31339]\tTCP\tx\n",
                  "1 process_fds 7|7|9|rw|socket|31337|socket:[31337]|NULL|AF_VSOCK|NULL|4026531840|NULL|NULL|NULL\n"
                  "2 process_fds 7|7|10|rw|socket|31338|socket:[31338]|NULL|NULL|ENOTSUP|NULL|EPERM|NULL|NULL\n"
                  "3 process_fds 7|7|11|rw|file|NULL|/dev/net/tun|NULL|NULL|NULL|4026531840|NULL|4026532281|NULL\n"
                  "4 process_fds 7|7|12|rw|file|NULL|/dev/net/tun|NULL|NULL|NULL|4026531840|NULL|NULL|EBADFD\n"
                  "5 want \"network namespace\" have \"x\"\n");
}

TEST(links_with_a_namespace_that_is_not_told)
{
    struct format_input input = { .text = slice_of("fd/9\trw\tsocket:[5]\tTCP\t!ESRCH\n"), .pid = 7, .tid = 7 };
    struct cells *cells = cells_of("links", &input);

    assert_int_equal(cells_problems(cells), 0);
    assert_cells(cells, "process_fds", 0, "protocol_name", "TCP", "net_namespace", "NULL", "net_namespace_errno",
                 "ESRCH", "device_net_namespace", "NULL", "device_net_namespace_errno", "NULL");
    cells_free(cells);
}
