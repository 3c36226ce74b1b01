/* text.c: lines, words, numbers and mountinfo, as the kernel writes them. */
#include "tests/support/test.h"

#include "collect/base/text.h"
#include "tests/support/bytes.h"

#include <string.h>

static void
expect_text(struct text have, const char *want)
{
    assert_int_equal(have.len, strlen(want));
    if (have.len > 0)
        assert_memory_equal(have.data, want, have.len);
}

TEST(kernel_text_is_taken_line_by_line)
{
    struct text rest = text_of_string("one\n\nlast"), line;

    assert_true(text_next_line(&rest, &line));
    expect_text(line, "one");
    assert_true(text_next_line(&rest, &line));
    expect_text(line, "");
    assert_true(text_next_line(&rest, &line));
    expect_text(line, "last");
    assert_false(text_next_line(&rest, &line));

    rest = text_of_string("ended\n");
    assert_true(text_next_line(&rest, &line));
    assert_false(text_next_line(&rest, &line));
    rest = (struct text){ NULL, 0 };
    assert_false(text_next_line(&rest, &line));
}

TEST(kernel_text_is_taken_word_by_word)
{
    struct text rest = text_of_string("  sl \tlocal  "), word;

    assert_true(text_next_word(&rest, &word));
    expect_text(word, "sl");
    assert_true(text_next_word(&rest, &word));
    expect_text(word, "local");
    assert_false(text_next_word(&rest, &word));

    expect_text(text_word(text_of_string("a b c"), 0), "a");
    expect_text(text_word(text_of_string("a b c"), 2), "c");
    expect_text(text_word(text_of_string("a b c"), 3), "");
    expect_text(text_word(text_of_string(""), 0), "");
}

TEST(decimal_numbers_are_digits_alone_and_in_range)
{
    static const struct {
        const char *text;
        uint64_t most;
        bool ok;
        uint64_t value;
    } cases[] = {
        { "0", 5, true, 0 },
        { "5", 5, true, 5 },
        { "6", 5, false, 0 },
        { "10", 5, false, 0 },
        { "0012", 12, true, 12 },
        { "18446744073709551615", UINT64_MAX, true, UINT64_MAX },
        { "18446744073709551616", UINT64_MAX, false, 0 },
        { "99999999999999999999999", UINT64_MAX, false, 0 },
        { "", 5, false, 0 },
        { "-1", 5, false, 0 },
        { "1 ", 5, false, 0 },
        { "0x1", 5, false, 0 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t value = 0;

        assert_int_equal(text_decimal(text_of_string(cases[i].text), cases[i].most, &value), cases[i].ok);
        if (cases[i].ok)
            assert_true(value == cases[i].value);
    }
}

TEST(link_numbers_stand_in_brackets)
{
    static const struct {
        const char *target;
        uint64_t want;
    } cases[] = {
        { "net:[4026531840]", 4026531840 },
        { "socket:[26442]", 26442 },
        { "pid_for_children:[1]", 1 },
        { "net:[]", 0 },
        { "/proc/1/ns/net", 0 },
        { "net:[12", 0 },
        { "net:[1x]", 0 },
        { "net:[1]x", 0 },
        { "[12]", 0 },
        { ":[12]", 0 },
        { "", 0 },
        { "net:[99999999999999999999999]", 0 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(text_link_number(text_of_string(cases[i].target)), cases[i].want);
}

TEST(mountinfo_has_optional_fields_and_escapes)
{
    struct mount_line mount;
    struct bytes point = { 0 };

    assert_true(mount_line_parse(
        text_of_string("36 35 98:0 /mnt1 /mnt\\0402\\134 rw,noatime master:1 - ext3 /dev/root rw,errors=continue"),
        &mount));
    expect_text(mount.device, "98:0");
    expect_text(mount.root, "/mnt1");
    expect_text(mount.type, "ext3");
    text_unescape(&point, mount.point);
    expect_bytes(&point, "/mnt 2\\");

    assert_true(
        mount_line_parse(text_of_string("1 0 0:2 net:[5] /run/netns/a rw shared:7 master:8 - nsfs nsfs rw"), &mount));
    expect_text(mount.root, "net:[5]");
    expect_text(mount.type, "nsfs");

    assert_false(mount_line_parse(text_of_string("36 35 98:0 /mnt1 /mnt2 rw,noatime master:1"), &mount));
    assert_false(mount_line_parse(text_of_string("36 35 98:0 /mnt1 /mnt2 rw -"), &mount));
    assert_false(mount_line_parse(text_of_string(""), &mount));
}

TEST(a_mount_option_that_looks_like_the_separator_is_none)
{
    struct mount_line mount;

    assert_true(mount_line_parse(text_of_string("1 0 0:2 / /a\\040-\\040nsfs\\040b rw - tmpfs none rw"), &mount));
    expect_text(mount.type, "tmpfs");
}

TEST(escapes_that_are_none_stay)
{
    struct bytes out = { 0 };

    text_unescape(&out, text_of_string("\\04 \\400 \\08 \\\\"));
    expect_bytes(&out, "\\04 \\400 \\08 \\\\");
}
