#include "tests/support/test.h"

#include "analyze/base/scan.h"

static struct scan
scan(const char *text)
{
    return scan_of(slice_of(text));
}

static void
assert_slice(struct slice have, const char *want)
{
    if (!slice_is(have, want))
        fail_msg("have \"%.*s\", want \"%s\"", (int)have.len, have.ptr ? have.ptr : "", want);
}

TEST(lines_are_counted_and_a_cut_one_is_known)
{
    struct lines lines = lines_of(slice_of("one\n\nthree"));
    struct slice line;

    assert_true(lines_next(&lines, &line));
    assert_slice(line, "one");
    assert_true(lines.whole);
    assert_true(lines_next(&lines, &line));
    assert_slice(line, "");
    assert_int_equal(lines.number, 2);
    assert_true(lines_next(&lines, &line));
    assert_slice(line, "three");
    assert_false(lines.whole);
    assert_false(lines_next(&lines, &line));
    assert_int_equal(lines.number, 3);
}

TEST(lines_of_nothing)
{
    struct lines lines = lines_of((struct slice){ NULL, 0 });
    struct slice line;

    assert_false(lines_next(&lines, &line));
}

TEST(scan_sticks_at_the_first_mismatch)
{
    struct scan s = scan(" 1 ZZ 3");
    int64_t a = 0;
    int64_t b = -5;

    scan_dec(&s, "first", &a);
    scan_hex(&s, "second", &b);
    scan_dec(&s, "third", &b);
    assert_int_equal(a, 1);
    assert_int_equal(b, -5);
    assert_false(scan_ok(&s));
    assert_string_equal(s.want, "second");
    assert_slice(s.have, "ZZ");
}

TEST(scan_dec_takes_what_fits)
{
    static const struct {
        const char *text;
        bool ok;
        int64_t value;
        const char *rest;
    } cases[] = {
        { "0", true, 0, "" },
        { "\t 007x", true, 7, "x" },
        { "9223372036854775807", true, INT64_MAX, "" },
        { "9223372036854775808", false, 0, NULL },
        { "18446744073709551616", false, 0, NULL },
        { "99999999999999999999999999999999999999999", false, 0, NULL },
        { "-1", false, 0, NULL },
        { "+1", false, 0, NULL },
        { "", false, 0, NULL },
        { "   ", false, 0, NULL },
        { "x", false, 0, NULL },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct scan s = scan(cases[i].text);
        int64_t value = 0;

        scan_dec(&s, "number", &value);
        assert_int_equal(scan_ok(&s), cases[i].ok);
        assert_int_equal(value, cases[i].value);
        if (cases[i].ok)
            assert_slice(s.rest, cases[i].rest);
    }
}

TEST(scan_unsigned_keeps_64_bits)
{
    static const struct {
        const char *text;
        bool ok;
        int64_t value;
    } cases[] = {
        { "0", true, 0 },
        { "9223372036854775807", true, INT64_MAX },
        { "9223372036854775808", true, INT64_MIN },
        { "18446744073709551615", true, -1 },
        { "18446744073709551616", false, 0 },
        { "-1", false, 0 },
        { "", false, 0 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct scan s = scan(cases[i].text);
        int64_t value = 0;

        scan_unsigned(&s, "number", &value);
        assert_int_equal(scan_ok(&s), cases[i].ok);
        assert_int_equal(value, cases[i].value);
    }
}

TEST(scan_signed_takes_what_fits)
{
    static const struct {
        const char *text;
        bool ok;
        int64_t value;
    } cases[] = {
        { "-1", true, -1 },
        { " 5", true, 5 },
        { "-9223372036854775808", true, INT64_MIN },
        { "-9223372036854775809", false, 0 },
        { "9223372036854775808", true, INT64_MIN },
        { "18446744073709551615", true, -1 },
        { "18446744073709551616", false, 0 },
        { "-", false, 0 },
        { "- 1", false, 0 },
        { "--1", false, 0 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct scan s = scan(cases[i].text);
        int64_t value = 0;

        scan_signed(&s, "number", &value);
        assert_int_equal(scan_ok(&s), cases[i].ok);
        assert_int_equal(value, cases[i].value);
    }
}

TEST(scan_signed_says_what_stood_there)
{
    struct scan s = scan("-x y");
    int64_t value;

    scan_signed(&s, "number", &value);
    assert_slice(s.have, "-x");
}

TEST(scan_hex_takes_up_to_sixteen_digits)
{
    static const struct {
        const char *text;
        bool ok;
        int64_t value;
    } cases[] = {
        { "1F90", true, 8080 },
        { "fFfF", true, 65535 },
        { "0000000000000001", true, 1 },
        { "FFFFFFFFFFFFFF9C", true, -100 }, /* an underflowed timer */
        { "FFFFFFFFFFFFFFFF0", false, 0 },
        { "00000000000000001", false, 0 },
        { "0x10", true, 0 },
        { "G", false, 0 },
        { "", false, 0 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct scan s = scan(cases[i].text);
        int64_t value = 0;

        scan_hex(&s, "number", &value);
        assert_int_equal(scan_ok(&s), cases[i].ok);
        assert_int_equal(value, cases[i].value);
    }
}

TEST(scan_hex32_takes_eight_digits_and_leaves_the_next)
{
    struct scan s = scan("0100007F00000002Z");
    uint32_t word = 0;

    scan_hex32(&s, "word", &word);
    assert_int_equal(word, 0x0100007f);
    scan_hex32(&s, "word", &word);
    assert_int_equal(word, 2);
    scan_hex32(&s, "word", &word);
    assert_false(scan_ok(&s));
    assert_slice(s.have, "Z");
}

TEST(scan_words_and_fields)
{
    struct scan s = scan("  one\ttwo::three four");
    struct slice out;

    scan_word(&s, "word", &out);
    assert_slice(out, "one");
    scan_text(&s, "\t");
    scan_until(&s, "field", ':', &out);
    assert_slice(out, "two");
    scan_until(&s, "field", ':', &out);
    assert_slice(out, "");
    scan_rest(&s, &out);
    assert_slice(out, "three four");
    assert_true(scan_at_end(&s));
    scan_word(&s, "a word more", &out);
    assert_string_equal(s.want, "a word more");
    assert_slice(s.have, "");
}

TEST(scan_until_and_text_fail_with_what_is_there)
{
    struct scan s = scan("abc def");
    struct slice out = { NULL, 0 };

    scan_until(&s, "colon", ':', &out);
    assert_string_equal(s.want, "colon");
    assert_slice(s.have, "abc def");
    assert_null(out.ptr);
    s = scan("abc def");
    scan_text(&s, "abd");
    assert_string_equal(s.want, "abd");
    assert_slice(s.have, "abc");
}

TEST(scan_maybe_knows_an_absent_number_from_a_bad_one)
{
    struct scan s = scan("5 -6  ");
    struct maybe a = { 0 };
    struct maybe b = { 0 };
    struct maybe c = { 0 };

    scan_maybe_dec(&s, "a", &a);
    scan_maybe_signed(&s, "b", &b);
    scan_maybe_dec(&s, "c", &c);
    assert_true(scan_ok(&s));
    assert_true(a.known && a.value == 5);
    assert_true(b.known && b.value == -6);
    assert_false(c.known);
    s = scan("x");
    scan_maybe_dec(&s, "c", &c);
    assert_false(scan_ok(&s));
    assert_false(c.known);
}

TEST(scan_reads_no_further_than_its_slice)
{
    struct scan s = scan_of((struct slice){ "12345678", 3 });
    int64_t value = 0;

    scan_dec(&s, "number", &value);
    assert_int_equal(value, 123);
    assert_true(scan_at_end(&s));
}
