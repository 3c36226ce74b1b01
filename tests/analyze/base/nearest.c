#include "tests/support/test.h"

#include "analyze/base/nearest.h"

static const char *
nearest_of(const char *word)
{
    static const char *const names[] = { "query", "load", "snapshots", "schema", "shell" };
    struct nearest nearest = { .wanted = slice_of(word) };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        nearest_add(&nearest, slice_of(names[i]));
    return nearest.count > 0 ? nearest_name(&nearest) : "-";
}

TEST(nearest_is_what_the_fingers_meant)
{
    static const struct {
        const char *typed, *meant;
    } cases[] = {
        { "qeury", "query" },   { "lod", "load" },     { "snapshot", "snapshots" },
        { "shcema", "schema" }, { "SHEL", "shell" },   { "load", "load" },
        { "xyz", "-" },         { "", "-" },           { "netstat", "-" },
        { "l", "-" },           { "schell", "shell" }, { "querry", "query" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(nearest_of(cases[i].typed), cases[i].meant);
}

TEST(nearest_of_a_long_word_is_none)
{
    char word[2000];

    for (size_t i = 0; i + 1 < sizeof(word); i++)
        word[i] = 'q';
    word[sizeof(word) - 1] = '\0';
    assert_string_equal(nearest_of(word), "-");
}
