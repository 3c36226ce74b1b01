#include "tests/support/test.h"

#include <stdio.h>

#include "tests/support/format_text.h"

#define STAT_TAIL                                                                                                      \
    " S 1 1962 1962 0 -1 4202816 510 2102 3 4 11 12 13 -14 20 -5 2 0 4711 8978432 251 4294967295 1 1 0 0 0 0 0 0 0 0 " \
    "0 0 17 3\n"

#define STAT_VALUES "S|1|1962|1962|0|4202816|510|3|11|12|20|-5|2|4711|8978432|251|-1|3|NULL|NULL\n"

TEST(process_stat_names)
{
    static const struct {
        const char *comm;
        const char *value;
    } cases[] = {
        { "sshd", "sshd" },
        { "a b", "a b" },
        { ") S 1 (", ") S 1 (" },
        { "x) R 2", "x) R 2" },
        { "new\nline", "new\\x0aline" },
        { "", "" },
        { "\xc3\x28", "\\xc3(" },
    };
    char text[512];
    char expected[512];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        (void)snprintf(text, sizeof(text), "7 (%s)%s", cases[i].comm, STAT_TAIL);
        (void)snprintf(expected, sizeof(expected), "1 process_stat 7|7|%s|%s", cases[i].value, STAT_VALUES);
        assert_format("process_stat", "stat", text, expected);
    }
}

TEST(process_stat_of_another_process_is_kept_and_said)
{
    assert_format(
        "process_stat", "stat", "8 (x)" STAT_TAIL,
        "1 process_stat 7|7|x|" STAT_VALUES
        "1 want \"the number of its directory\" have \"8 (x) S 1 1962 1962 0 -1 4202816 510 2102 3 4 11 12 13 "
        "-14 20 -5 2 0 4711 8978432 251 4294967295 1 1 0 0 0 0 0 0 0 0 0 0 17 3\\x0a\"\n");
}

/* A terminal whose foreground it has, and what a kernel since 2.6 prints behind the exit signal. */
TEST(process_stat_of_a_real_time_process_on_a_terminal)
{
    assert_format(
        "process_stat", "stat",
        "7 (a) R 1 7 7 34816 7 4202752 1 0 0 0 0 0 0 0 -2 0 1 0 9 4096 1 18446744073709551615 1 2 3 0 0 1 2 3 4 1 "
        "0 0 17 5 1 2 0 0 0 0 0 0 0 0 0 0 0\n",
        "1 process_stat 7|7|a|R|1|7|7|34816|4202752|1|0|0|0|-2|0|1|9|4096|1|7|5|1|2\n");
}

TEST(process_stat_malformed)
{
    assert_format("process_stat", "stat", "", "");
    assert_format_cut("process_stat", "stat", "7 (x) S 1", "1 want \"newline\" have \"7 (x) S 1\"\n");
    assert_format("process_stat", "stat", "7 (x) S 1\n", "1 want \"pgrp\" have \"\"\n");
    assert_format("process_stat", "stat", "7 x\n", "1 want \" (\" have \"\"\n");
    assert_format("process_stat", "stat", "7 (x\n", "1 want \")\" have \"x\\x0a\"\n");
}
