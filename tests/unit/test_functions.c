#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/functions.h"

/* One value: its text, "NULL", or "error: ...".  The caller frees it. */
static char *
value_of(const char *expression)
{
    char *sql = sqlite3_mprintf("SELECT %s", expression);
    struct error error = { 0 };
    sqlite3_stmt *statement;
    sqlite3 *db;
    char *value;

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(functions_add(db, &error), 0);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL))
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    if (sqlite3_step(statement) != SQLITE_ROW)
        value = sqlite3_mprintf("error: %s", sqlite3_errmsg(db));
    else if (sqlite3_column_type(statement, 0) == SQLITE_NULL)
        value = sqlite3_mprintf("NULL");
    else
        value = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_free(sql);
    sqlite3_close(db);
    return value;
}

static void
assert_value(const char *expression, const char *want)
{
    char *have = value_of(expression);

    if (strcmp(have, want) != 0)
        fail_msg("%s: have %s, want %s", expression, have, want);
    sqlite3_free(have);
}

/* The first ones are osquery's own tests (osquery/sql/tests/sql.cpp). */
TEST(regex_match_as_osquery)
{
    assert_value("regex_match('hello world', '(l)(o).*', 0)", "lo world");
    assert_value("regex_match('hello world', '(l)(o).*', 1)", "l");
    assert_value("regex_match('hello world', '(l)(o).*', 2)", "o");
    assert_value("regex_match('hello world', '(l)(o).*', 3)", "NULL");
    assert_value("regex_match('hello world', '(l)(o).*', -1)", "NULL");
    assert_value("regex_match('hello world', 'no match', 0)", "NULL");
    assert_value("regex_match('hello world', '(\\w+) .*(or|ld)', 2)", "ld");
    assert_value("regex_match('/filesystem/path/download.extension.zip', '.+/([^./]+)', 1)", "download");
    assert_value("regex_match('hello world', '', 0)", "");
    assert_value("regex_match('foo/bar', '|', 0)", "");
    assert_value("regex_match(NULL, 'x', 0)", "NULL");
    assert_value("regex_match('x', NULL, 0)", "NULL");
    assert_value("regex_match('x', 'x', NULL)", "NULL");
    assert_value("regex_match(8321, '\\d+', 0)", "8321");
}

/* What published queries write, and POSIX does not know: the lazy quantifiers above all. */
TEST(regex_match_is_ecmascript)
{
    assert_value("regex_match('/nix/store/abc-1.0/bin/x', '/nix/store/(.*?)/.*', 1)", "abc-1.0");
    assert_value("regex_match('/usr/lib/a/b', '(/.*?/.*?)/', 1)", "/usr/lib");
    assert_value("regex_match('a (b)', '[^(?]+', 0)", "a ");
    assert_value("regex_match('ab', 'a|ab', 0)", "a");
    assert_value("regex_match('xay', '(?:a)(b)?', 1)", "");
    assert_value("regex_match('a.b-c', '[\\w.-]+', 0)", "a.b-c");
    assert_value("regex_match('one' || char(10) || 'two', 'e.t', 0)", "NULL");
    assert_value("regex_match('one' || char(10), 'one$', 0)", "NULL");
}

TEST(regex_match_refuses)
{
    assert_value("regex_match('foo/bar', '(/', 0)", "error: invalid regex: missing closing parenthesis (at byte 2)");
    assert_value("regex_match('foo/bar', '+', 0)",
                 "error: invalid regex: quantifier does not follow a repeatable item (at byte 0)");
    assert_value("regex_match('x', printf('%.300c', 'x'), 0)",
                 "error: invalid regex: longer than 256 bytes (at byte 0)");
    assert_value("regex_match(printf('%.40c!', 'a'), '^(a+)+$', 0)",
                 "error: regex_match: the regex needs too many steps on this text");
    assert_value("regex_match('a', '((((a{1,999}){1,999}){1,999}){1,999})', 0)",
                 "error: invalid regex: regular expression is too large (at byte 37)");
}

TEST(regex_match_on_bytes)
{
    assert_value("hex(regex_match(CAST(x'61ff0062' AS TEXT), 'a.(.*)', 1))", "0062");
    assert_value("regex_match(CAST(x'61ff62' AS TEXT), 'b', 0)", "b");
}

/* A pattern that changes from row to row is compiled for each. */
TEST(regex_match_with_changing_patterns)
{
    assert_value("(SELECT group_concat(regex_match('abc', value, 0)) FROM json_each('[\"a\",\"b.\",\"c$\"]'))",
                 "a,bc,c");
}

TEST(split_as_osquery)
{
    assert_value("split('192.168.0.1', '.', 1)", "168");
    assert_value("split('192.168.0.1', '.0', 0)", "192");
    assert_value("split('..a..b..', '.', 0)", "a");
    assert_value("split('..a..b..', '.', 1)", "b");
    assert_value("split('..a..b..', '.', 2)", "NULL");
    assert_value("split('a', '.', -1)", "NULL");
    assert_value("split(' x , y ', ',', 1)", "y");
    assert_value("split('', ',', 0)", "NULL");
    assert_value("split(NULL, ',', 0)", "NULL");
    assert_value("split('a', '', 0)", "error: split: no separators");
}

TEST(concat_as_osquery)
{
    assert_value("concat()", "NULL");
    assert_value("concat('hello')", "hello");
    assert_value("concat('hello', NULL, 'world')", "helloworld");
    assert_value("concat(1, 2, 3, 'go')", "123go");
    assert_value("concat('')", "");
    assert_value("concat(NULL)", "");
}
