#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/query/functions.h"

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

TEST(concat_ws_as_osquery)
{
    assert_value("concat_ws()", "error: concat_ws: no separator");
    assert_value("concat_ws(',')", "NULL");
    assert_value("concat_ws(',', 'a', 'b')", "a,b");
    assert_value("concat_ws(', ', 'a', NULL, 2, NULL)", "a, 2");
    assert_value("concat_ws(',', NULL, '', 'a')", ",a");
    assert_value("concat_ws(NULL, 'a', 'b')", "ab");
    assert_value("concat_ws(',', NULL)", "");
}

TEST(regex_split_as_osquery)
{
    assert_value("regex_split('192.168.0.1', '\\.', 0)", "192");
    assert_value("regex_split('192.168.0.1', '\\.', 3)", "1");
    assert_value("regex_split('192.168.0.1', '\\.', 4)", "NULL");
    assert_value("regex_split('192.168.0.1', '\\.0', 1)", ".1");
    assert_value("regex_split('a, b;c', '[,;] *', 2)", "c");
    assert_value("regex_split(',a,,b', ',', 0)", "");
    assert_value("regex_split(',a,,b', ',', 2)", "");
    assert_value("regex_split(',a,,b', ',', 3)", "b");
    assert_value("regex_split('a,', ',', 1)", "NULL");
    assert_value("regex_split('a,,', ',', 1)", "");
    assert_value("regex_split('abc', ',', 0)", "abc");
    assert_value("regex_split('abc', ',', -1)", "NULL");
    assert_value("regex_split('', ',', 0)", "");
    assert_value("regex_split('ab', '', 0)", "");
    assert_value("regex_split('ab', '', 1)", "a");
    assert_value("regex_split('ab', 'x*', 2)", "b");
    assert_value("regex_split('ab', 'x*', 3)", "NULL");
    assert_value("regex_split('axxb', 'x*', 2)", "");
    assert_value("regex_split('axxb', 'x*', 3)", "b");
    assert_value("regex_split('axxb', 'x*', 4)", "NULL");
    assert_value("regex_split(NULL, ',', 0)", "NULL");
    assert_value("regex_split('a', '(', 0)", "error: invalid regex: missing closing parenthesis (at byte 1)");
    assert_value("regex_split(printf('%.40c!', 'a'), '^(a+)+$', 0)",
                 "error: regex_split: the regex needs too many steps on this text");
}

TEST(parent_directory_as_osquery)
{
    assert_value("parent_directory('/usr/bin/nc')", "/usr/bin");
    assert_value("parent_directory('/usr/bin/')", "/usr/bin");
    assert_value("parent_directory('/nc')", "");
    assert_value("parent_directory('nc')", "NULL");
    assert_value("parent_directory('')", "NULL");
    assert_value("parent_directory(NULL)", "NULL");
}

TEST(inet_aton_as_osquery)
{
    assert_value("inet_aton('1.2.3.4')", "16909060");
    assert_value("inet_aton('255.255.255.255')", "4294967295");
    assert_value("inet_aton('1.2.3')", "NULL");
    assert_value("inet_aton('1.2.3.256')", "NULL");
    assert_value("inet_aton('::1')", "NULL");
    assert_value("inet_aton('')", "NULL");
    assert_value("inet_aton(NULL)", "NULL");
    assert_value("inet_aton('1.2.3.4' || char(0))", "NULL");
    assert_value("inet_aton(printf('%.200c', '1'))", "NULL");
}

/* The first four are osquery's own (osquery/sql/tests/sqlite_network_tests.cpp). */
TEST(in_cidr_block_as_osquery)
{
    assert_value("in_cidr_block('10.0.0.0/26', '10.0.0.24')", "1");
    assert_value("in_cidr_block('198.51.100.14/24', '198.51.100.14')", "1");
    assert_value(
        "in_cidr_block('2a00:a040:019e:f12a:0000:0000:0000:0000/64', '2a00:a040:19e:f12a:658b:3589:b2ba:71a3')", "1");
    assert_value("in_cidr_block('2001:db8::/48', '2001:db8:0:ffff:ffff:ffff:ffff:ffff')", "1");
    assert_value("in_cidr_block('2001:db8::/48', '2001:db8:1::')", "0");
    assert_value("in_cidr_block('10.0.0.0/26', '10.0.0.64')", "0");
    assert_value("in_cidr_block('172.16.0.0/12', '172.31.255.255')", "1");
    assert_value("in_cidr_block('172.16.0.0/12', '172.32.0.0')", "0");
    assert_value("in_cidr_block('172.16.0.0/12', '172.16.0.0')", "1");
    assert_value("in_cidr_block('0.0.0.0/0', '203.0.113.9')", "1");
    assert_value("in_cidr_block('203.0.113.9/32', '203.0.113.9')", "1");
    assert_value("in_cidr_block('203.0.113.9/32', '203.0.113.8')", "0");
    assert_value("in_cidr_block('10.0.0.0/8', '::ffff:10.1.2.3')", "1");
    assert_value("in_cidr_block('10.0.0.0/8', '::1')", "0");
    assert_value("in_cidr_block('::/0', '10.0.0.1')", "0");
    assert_value("in_cidr_block('fe80::/10', 'fe80::1%eth0')", "1");
}

TEST(in_cidr_block_refuses)
{
    assert_value("in_cidr_block('10.0.0.0', '10.0.0.1')", "error: in_cidr_block: want a block such as 10.0.0.0/8");
    assert_value("in_cidr_block('10.0.0.0/33', '10.0.0.1')", "error: in_cidr_block: want a block such as 10.0.0.0/8");
    assert_value("in_cidr_block('10.0.0.0/', '10.0.0.1')", "error: in_cidr_block: want a block such as 10.0.0.0/8");
    assert_value("in_cidr_block('10.0.0.0/-1', '10.0.0.1')", "error: in_cidr_block: want a block such as 10.0.0.0/8");
    assert_value("in_cidr_block('10.0.0.0/8', '')",
                 "error: in_cidr_block: want an address, which an empty text is not");
    assert_value("in_cidr_block('10.0.0.0/8', NULL)", "error: in_cidr_block: want a block and an address as text");
}

/* The values are those of the specification's baseline (github.com/corelight/community-id-spec, baseline/). */
TEST(community_id_as_specified)
{
    assert_value("community_id_v1('128.232.110.120', '66.35.250.204', 34855, 80, 6)", "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
    assert_value("community_id_v1('66.35.250.204', '128.232.110.120', 80, 34855, 6)", "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
    assert_value("community_id_v1('192.168.1.52', '8.8.8.8', 54585, 53, 17)", "1:d/FP5EW3wiY1vCndhwleRRKHowQ=");
    assert_value("community_id_v1('x', '8.8.8.8', 54585, 53, 17)", "NULL");
    assert_value("community_id_v1('1.1.1.1', '8.8.8.8', 65536, 53, 17)", "NULL");
    assert_value("community_id_v1('1.1.1.1', '8.8.8.8', '1', 53, 17)", "NULL");
    assert_value("community_id_v1_strict('1.1.1.1', '', 1, 53, 17)",
                 "error: community_id_v1_strict: want two addresses, two ports and a protocol");
    assert_value(
        "community_id_v1('1.1.1.1', '8.8.8.8', 1, 53, 17, 1) = community_id_v1('1.1.1.1', '8.8.8.8', 1, 53, 17)", "0");
}

TEST(digests_and_base64)
{
    assert_value("md5('')", "d41d8cd98f00b204e9800998ecf8427e");
    assert_value("sha1('abc')", "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_value("sha256('abc')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_value("md5(NULL)", "NULL");
    assert_value("to_base64('hello')", "aGVsbG8=");
    assert_value("to_base64('')", "");
    assert_value("from_base64('aGVsbG8=')", "hello");
    assert_value("from_base64('?')", "");
    assert_value("from_base64(NULL)", "NULL");
    assert_value("conditional_to_base64('plain')", "plain");
    assert_value("conditional_to_base64('a' || char(10))", "YQo=");
}
