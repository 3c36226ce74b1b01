#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/limits.h"
#include "analyze/base/settings.h"

static void
refuses(const char *assignment, const char *text)
{
    struct limits limits = limits_usual;
    struct error error = { 0 };

    assert_int_equal(limits_set(&limits, assignment, &error), -1);
    if (!strstr(error.text, text))
        fail_msg("%s: %s, want %s", assignment, error.text, text);
    assert_memory_equal(&limits, &limits_usual, sizeof(limits));
    error_clear(&error);
}

TEST(limits_are_set_by_name)
{
    static const struct {
        const char *assignment;
        int64_t value;
    } cases[] = { { "archive-bytes=1", 1 },
                  { "archive-bytes=4096", 4096 },
                  { "archive-bytes=3K", 3 << 10 },
                  { "archive-bytes=128G", INT64_C(128) << 30 },
                  { "archive-bytes=1024T", INT64_C(1) << 50 } };
    struct limits limits = limits_usual;
    struct error error = { 0 };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(limits_set(&limits, cases[i].assignment, &error), 0);
        assert_int_equal(limits.archive_bytes, cases[i].value);
    }
    limits.archive_bytes = limits_usual.archive_bytes; /* and no other */
    assert_memory_equal(&limits, &limits_usual, sizeof(limits));
    refuses("archive-bytes", "want NAME=VALUE");
    refuses("archive-bytes=", "want a number from 1 to 1048576 GiB, with K, M, G or T behind it, not ");
    refuses("archive-bytes=0", "want a number");
    refuses("archive-bytes=-1", "want a number");
    refuses("archive-bytes=1X", "want a number");
    refuses("archive-bytes=1KK", "want a number");
    refuses("archive-bytes=1025T", "want a number");
    refuses("archive-bytes=99999999999999999999", "want a number");
    refuses("archive-bytes=9999999999T", "want a number");
    refuses("members=3K", "want a number from 1 to 1000000000, not 3K");
    refuses("zstd-window=32", "want a number from 1 to 31");
    refuses("archive-byte=1", "is archive-bytes meant?");
    refuses("=1", "there is no such bound");
}

TEST(limits_in_messages_name_the_option)
{
    struct limits limits = limits_usual;
    char *text = LIMIT_TEXT(&limits, archive_bytes, "at most @ of it");

    assert_string_equal(text, "at most 64 GiB of it (see --limit archive-bytes)");
    free(text);
    limits.archive_bytes = 1000;
    text = LIMIT_TEXT(&limits, archive_bytes, "at most @");
    assert_string_equal(text, "at most 1000 bytes (see --limit archive-bytes)");
    free(text);
    limits.members = 3;
    text = LIMIT_TEXT(&limits, members, "at most @ members");
    assert_string_equal(text, "at most 3 members (see --limit members)");
    free(text);
}

/* Options that every command has, wherever they stand before "--". */
TEST(settings_are_taken_out_of_the_words)
{
    char a[] = "load", b[] = "--require-sandbox", c[] = "--limit", d[] = "members=7", e[] = "case.db",
         f[] = "--limit=ratio=9", g[] = "--", h[] = "--require-sandbox", k[] = "--limits";
    char *words[] = { a, b, c, d, k, e, f, g, h, NULL };
    const char *const left[] = { "load", "--limits", "case.db", "--", "--require-sandbox" };
    struct settings settings;
    struct error error = { 0 };
    int count = 9;

    assert_int_equal(settings_take(&settings, &count, words, &error), 0);
    assert_int_equal(count, 5);
    assert_null(words[5]);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(words[i], left[i]);
    assert_true(settings.require_sandbox);
    assert_int_equal(settings.limits.members, 7);
    assert_int_equal(settings.limits.ratio, 9);

    words[0] = a;
    words[1] = c;
    words[2] = NULL;
    count = 2;
    assert_int_equal(settings_take(&settings, &count, words, &error), -1);
    assert_non_null(strstr(error.text, "option --limit wants NAME=VALUE"));
    error_clear(&error);
}
