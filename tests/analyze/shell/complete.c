#include "tests/support/test.h"

#include <stdlib.h>

#include "analyze/shell/complete.h"

/* The words that the line may go on with, each behind a space; how many bytes they replace comes first. */
static char *
completed(const char *line)
{
    char web[] = "web", db[] = "db";
    struct snapshot snapshots[] = { { .host = web }, { .host = web }, { .host = db } };
    struct shell shell = { .session.all = { snapshots, 3 } };
    struct words words = { 0 };
    size_t typed = complete(&shell, slice_of(line), &words);
    char *text = xasprintf("%zu", typed);

    for (size_t i = 0; i < words.count; i++) {
        char *longer = xasprintf("%s %s", text, words.list[i]);

        free(text);
        text = longer;
    }
    words_free(&words);
    return text;
}

TEST(complete_words)
{
    static const struct {
        const char *line, *completed;
    } cases[] = {
        { "SELECT * FROM process_open_s", "14 process_open_sockets" },
        { "SELECT o.process_open_s", "14 process_open_sockets" },
        { "SELECT process_open_", "13 process_open_files process_open_pipes process_open_sockets" },
        { "SELECT p.cgroup_pa", "9 cgroup_path" },
        { "sele", "4 select" },
        { "SELE", "4 SELECT" },
        { "SELECT count(*) inters", "6 intersect" },
        { ".ti", "2 timer" },
        { ".s", "1 schema show snapshot snapshots summary" },
        { ".host ", "0 db web" },
        { ".host w", "1 web" },
        { ".snapshot d", "1 db" },
        { ".mode js", "2 json jsonl" },
        { ".schema snapshot_h", "10 snapshot_hosts" },
        { ".help ti", "2 timer" },
        { ".read x", "1" },
        { ".nonsense x", "1" },
        { "SELECT zzz", "3" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *text = completed(cases[i].line);

        assert_string_equal(text, cases[i].completed);
        free(text);
    }
}

TEST(complete_what_words_have_in_common)
{
    struct words words = { 0 };

    assert_int_equal(complete_common(&words), 0);
    words_add(&words, slice_of("json"));
    assert_int_equal(complete_common(&words), 4);
    words_add(&words, slice_of("jsonl"));
    words_add(&words, slice_of("json"));
    words_sort(&words);
    assert_int_equal(words.count, 2);
    assert_int_equal(complete_common(&words), 4);
    words_add(&words, slice_of("x"));
    assert_int_equal(complete_common(&words), 0);
    words_free(&words);
}
