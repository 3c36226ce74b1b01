/* escape.c and json.c: how bytes of the host are written. */
#include "tests/support/test.h"

#include "collect/base/escape.h"
#include "collect/base/json.h"
#include "tests/support/bytes.h"

#include <string.h>

typedef void escaper(struct bytes *out, const char *data, size_t len);

static void
check_escape(escaper *escape, const char *data, size_t len, const char *want)
{
    struct bytes out = { 0 };

    escape(&out, data, len);
    expect_bytes(&out, want);
}

#define CHECK(escape, text, want) check_escape(escape, text, sizeof(text) - 1, want)

TEST(escape_target_keeps_text_and_loses_nothing)
{
    CHECK(escape_target, "/usr/bin/nc (deleted)", "/usr/bin/nc (deleted)");
    CHECK(escape_target, "socket:[26442]", "socket:[26442]");
    CHECK(escape_target, "a\\b", "a\\x5cb");
    CHECK(escape_target, "a\nb\tc\0d\x7f", "a\\x0ab\\x09c\\x00d\\x7f");
    CHECK(escape_target, "na\xc3\xafve \xe2\x82\xac \xf0\x9f\x98\x80", "na\xc3\xafve \xe2\x82\xac \xf0\x9f\x98\x80");
    CHECK(escape_target, "\xff\xfe", "\\xff\\xfe");
    CHECK(escape_target, "", "");
}

TEST(escape_target_tells_a_target_from_an_error)
{
    CHECK(escape_target, "!ENOENT", "\\x21ENOENT");
    CHECK(escape_target, "/!x!", "/!x!");
}

TEST(escape_target_refuses_bad_utf8)
{
    CHECK(escape_target, "\xc0\xaf", "\\xc0\\xaf");                   /* overlong */
    CHECK(escape_target, "\xed\xa0\x80", "\\xed\\xa0\\x80");          /* surrogate */
    CHECK(escape_target, "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"); /* beyond U+10FFFF */
    CHECK(escape_target, "\xe2\x82", "\\xe2\\x82");                   /* cut */
    CHECK(escape_target, "\x80z", "\\x80z");
}

TEST(escape_ascii_leaves_only_printable_ascii)
{
    CHECK(escape_ascii, "/proc/1/fd \xc3\xaf\x1b[31m\\", "/proc/1/fd \\xc3\\xaf\\x1b[31m\\x5c");
}

TEST(escape_component_never_makes_two_names_one)
{
    CHECK(escape_component, "eth0.100", "eth0.100");
    CHECK(escape_component, "a@b", "a_x40b");
    CHECK(escape_component, "a_x40b", "a_x5fx40b");
    CHECK(escape_component, "a_b", "a_b");
    CHECK(escape_component, "a/b\n", "a_x2fb_x0a");
}

TEST(json_object_with_everything)
{
    struct bytes out = { 0 };
    struct json j = { .out = &out };

    json_open(&j, NULL, '{');
    json_number(&j, "n", UINT64_MAX);
    json_bool(&j, "b", true);
    json_null(&j, "z");
    json_maybe(&j, "m", NULL);
    json_open(&j, "a", '[');
    json_text(&j, NULL, "x");
    json_text(&j, NULL, "y");
    json_close(&j, ']');
    json_open(&j, "e", '{');
    json_close(&j, '}');
    json_close(&j, '}');
    expect_bytes(&out, "{\"n\":18446744073709551615,\"b\":true,\"z\":null,\"m\":null,\"a\":[\"x\",\"y\"],\"e\":{}}");
}

static void
check_json(const char *data, size_t len, bool ascii, const char *want)
{
    struct bytes out = { 0 };
    struct json j = { .out = &out };

    if (ascii)
        json_ascii(&j, NULL, data, len);
    else
        json_bytes(&j, NULL, data, len);
    expect_bytes(&out, want);
}

TEST(json_strings_hold_any_bytes)
{
    check_json("a\"b", 3, false, "\"a\\\"b\"");
    check_json("a\\b", 3, false, "\"a\\\\x5cb\"");
    check_json("\n\x01\0", 3, false, "\"\\u000a\\u0001\\u0000\"");
    check_json("\xc3\xaf\xff", 3, false, "\"\xc3\xaf\\\\xff\"");
    check_json("\xc3\xaf\n", 3, true, "\"\\\\xc3\\\\xaf\\\\x0a\"");
}
