#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "analyze/base/escape.h"
#include "analyze/render/registry.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static const char *const all_formats[] = { "table", "csv", "json", "jsonl", "markdown" };

#define FORMATS (sizeof(all_formats) / sizeof(all_formats[0]))

#define TEXT(literal)                    \
    {                                    \
        CELL_TEXT,                       \
        {                                \
            literal, sizeof(literal) - 1 \
        }                                \
    }
#define NUMBER(literal)                  \
    {                                    \
        CELL_NUMBER,                     \
        {                                \
            literal, sizeof(literal) - 1 \
        }                                \
    }
#define BLOB(literal)                    \
    {                                    \
        CELL_BLOB,                       \
        {                                \
            literal, sizeof(literal) - 1 \
        }                                \
    }
#define NOTHING     \
    {               \
        CELL_NULL,  \
        {           \
            NULL, 0 \
        }           \
    }

/* What a host, or somebody on it, may call things. */
static const struct cell hostile[] = {
    TEXT(""),
    TEXT("plain"),
    TEXT("quote \" apostrophe ' comma , semicolon ;"),
    TEXT("two\nlines\r\n\ttab"),
    TEXT("\x1b[31mred\x1b]0;title\a"),
    TEXT("nul\0inside"),
    TEXT("\x9b"
         "31m C1 as a byte, \xc2\x9b"
         "31m and as UTF-8"),
    /* NOLINTNEXTLINE(misc-misleading-bidirectional): that is the point */
    TEXT("\xe2\x80\xae"
         "reversed\xe2\x81\xa9 \xef\xbb\xbf \xf3\xa0\x81\x81"),
    TEXT("\xff\xfe\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80\xe2\x82"),
    TEXT("literal \\xff and \\ and \\x5c"),
    TEXT("=cmd|' /C calc'!A0"),
    TEXT("+1+1"),
    TEXT("-2+3"),
    TEXT("-5"),
    TEXT("@SUM(1)"),
    TEXT("\t=1"),
    TEXT("\xef\xbc\x9d"
         "1"),
    TEXT("'=1"),
    TEXT("<script>alert(1)</script> & ![x](http://h/) [y](javascript:z) `code` *b* _u_ | pipe ~s~ <!-- -->"),
    TEXT("\xc3\xa9t\xc3\xa9 \xe6\xbc\xa2\xe5\xad\x97 \xf0\x9f\x98\x80 e\xcc\x81"),
    NUMBER("-7"),
    NUMBER("1.5"),
    NUMBER("Inf"),
    BLOB("\x00\xff\x3c\x0a"),
    BLOB(""),
    NOTHING,
};

#define HOSTILE (sizeof(hostile) / sizeof(hostile[0]))

/* Renders the cells, `count` columns to a row.  The caller frees the text. */
static char *
rendered(const char *format, const struct cell *cells, size_t rows, size_t count, size_t *size)
{
    const char *names[] = { "a", "b", "a", "=x", "<b>|", "a_2" };
    struct error error = { 0 };
    struct render render;
    char *text = NULL;
    FILE *out = open_memstream(&text, size);

    assert_non_null(out);
    assert_true(count <= sizeof(names) / sizeof(names[0]));
    render_init(&render, render_format_by_name(format, &error), out);
    assert_int_equal(render_begin(&render, names, count, &error), 0);
    for (size_t i = 0; i < rows; i++)
        assert_int_equal(render_row(&render, &cells[i * count], &error), 0);
    assert_int_equal(render_end(&render, &error), 0);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void
assert_rendered(const char *format, const struct cell *cells, size_t rows, size_t count, const char *want)
{
    size_t size;
    char *have = rendered(format, cells, rows, count, &size);

    assert_string_equal(have, want);
    free(have);
}

/* Whether `text` is UTF-8 without a character that should not reach a terminal. */
static void
assert_harmless(const char *format, struct slice text)
{
    struct glyph glyph;

    while (glyph_next(&text, &glyph)) {
        bool shown_escape = glyph.kind == GLYPH_BYTE && glyph.code == '\\'; /* one that we wrote */

        if (glyph.kind != GLYPH_PLAIN && glyph.code != '\n' && !shown_escape)
            fail_msg("%s: U+%04X in the output", format, (unsigned)glyph.code);
    }
}

TEST(render_lets_nothing_through)
{
    for (size_t f = 0; f < FORMATS; f++)
        for (size_t i = 0; i < HOSTILE; i++) {
            const struct cell cells[] = { hostile[i], hostile[HOSTILE - 1 - i] };
            size_t size;
            char *text = rendered(all_formats[f], cells, 1, 2, &size);

            assert_harmless(all_formats[f], (struct slice){ text, size });
            assert_true(size > 0 && text[size - 1] == '\n');
            if (strcmp(all_formats[f], "markdown") == 0)
                assert_null(strchr(text, '<'));
            if (strcmp(all_formats[f], "csv") == 0 || strcmp(all_formats[f], "table") == 0)
                assert_non_null(strchr(strchr(text, '\n') + 1, '\n'));
            free(text);
        }
}

/* Every one- and two-byte text. */
TEST(render_lets_no_byte_through)
{
    for (unsigned bytes = 0; bytes < 0x10000; bytes++) {
        char pair[] = { (char)(bytes >> 8), (char)bytes };
        const struct cell cell = { CELL_TEXT, { pair, sizeof(pair) } };

        for (size_t f = 0; f < FORMATS; f++) {
            size_t size;
            char *text = rendered(all_formats[f], &cell, 1, 1, &size);

            assert_harmless(all_formats[f], (struct slice){ text, size });
            free(text);
        }
    }
}

static void
assert_sql_true(const char *sql, const char *text, size_t size)
{
    sqlite3_stmt *statement;
    sqlite3 *db;

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    sqlite3_bind_text(statement, 1, text, (int)size, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    if (!sqlite3_column_int(statement, 0))
        fail_msg("%s: %s", sql, text);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

TEST(render_json_is_json)
{
    size_t size;
    char *text = rendered("json", hostile, HOSTILE / 2, 2, &size);
    char sql[100];

    assert_sql_true("SELECT json_valid(?1)", text, size);
    assert_true(snprintf(sql, sizeof(sql), "SELECT json_array_length(?1) = %zu", HOSTILE / 2) > 0);
    assert_sql_true(sql, text, size);
    assert_sql_true("SELECT json_extract(?1, '$[1].b') = 'two' || char(10) || 'lines' || char(13, 10, 9) || 'tab'",
                    text, size);
    assert_sql_true(
        "SELECT json_extract(?1, '$[3].b') = char(8238) || 'reversed' || char(8297) || ' ' || char(65279) || ' ' ||"
        " char(917569)",
        text, size);
    free(text);
    text = rendered("json", hostile, 0, 2, &size);
    assert_sql_true("SELECT json_valid(?1) AND json_array_length(?1) = 0", text, size);
    free(text);
    for (size_t i = 0; i < HOSTILE; i++) {
        text = rendered("jsonl", &hostile[i], 1, 1, &size);
        assert_sql_true("SELECT json_valid(?1)", text, size);
        assert_ptr_equal(strchr(text, '\n'), text + size - 1);
        free(text);
    }
}

TEST(render_json_values)
{
    const struct cell cells[] = {
        NUMBER("18446744073709551615"),        NOTHING, BLOB("\x00\xab"), TEXT("\xff\\xff"), NUMBER("-Inf"),
        TEXT("\"\x7f\xc2\x80\xf0\x9d\x85\xb3")
    };

    assert_rendered(
        "jsonl", cells, 1, 6,
        "{\"a\":18446744073709551615,\"b\":null,\"a_2\":\"00ab\",\"=x\":\"\\\\xff\\\\x5cxff\",\"<b>|\":-9e999,"
        "\"a_2_2\":\"\\\"\\u007f\\u0080\\ud834\\udd73\"}\n");
}

TEST(render_csv_values)
{
    const struct cell cells[] = {
        TEXT("plain"), TEXT("a,\"b\""), TEXT(""),    NOTHING,      TEXT("=1"),   TEXT("-5.5"), /* first row */
        TEXT("-5-5"),  TEXT("'x"),      TEXT(" x "), TEXT("a\nb"), BLOB("\xf0"), NUMBER("-3"),
    };

    assert_rendered("csv", cells, 2, 6,
                    "a,b,a_2,'=x,<b>|,a_2_2\n"
                    "plain,\"a,\"\"b\"\"\",\"\",,'=1,-5.5\n"
                    "'-5-5,''x,\" x \",a\\x0ab,f0,-3\n");
}

/* What the sqlite3 shell reads back is what stands in the cells, escaped. */
TEST(render_csv_comes_back_from_sqlite3)
{
    struct scene *scene = scene_begin();
    size_t size;
    char *text = rendered("csv", hostile, HOSTILE / 2, 2, &size);

    scene_write(scene, "hostile.csv", text, size);
    free(text);
    assert_string_equal(sh_ok(scene, "sqlite3 :memory: '.import --csv hostile.csv t' 'SELECT count(*) FROM t'"),
                        scene_text(scene, "%zu\n", HOSTILE / 2));
    assert_string_equal(
        sh_ok(scene, "sqlite3 :memory: '.import --csv hostile.csv t' 'SELECT * FROM t LIMIT 1 OFFSET 1'"),
        "quote \" apostrophe ' comma , semicolon ;|two\\x0alines\\x0d\\x0a\\x09tab\n");
    scene_end(scene);
}

TEST(render_table_aligns)
{
    const struct cell cells[] = {
        NUMBER("1"),    TEXT("e\xcc\x81"),
        TEXT("x"), /* a combining accent */
        NUMBER("1000"), TEXT("\xe6\xbc\xa2\xe5\xad\x97"),
        NOTHING, /* wide */
        NOTHING,        TEXT("a\tb"),
        TEXT("y"),
    };

    assert_rendered("table", cells, 3, 3,
                    "   a  b       a_2\n"
                    "----  ------  ---\n"
                    "   1  e\xcc\x81       x\n"
                    "1000  \xe6\xbc\xa2\xe5\xad\x97\n"
                    "      a\\x09b  y\n");
}

TEST(render_table_without_rows)
{
    assert_rendered("table", NULL, 0, 2, "a  b\n-  -\n");
}

/* Rows beyond the sample come out with the widths that it had. */
TEST(render_table_streams)
{
    const size_t rows = 20000;
    struct cell *cells = malloc(rows * sizeof(*cells));
    size_t size, lines = 0;
    char *text;

    assert_non_null(cells);
    for (size_t i = 0; i < rows; i++)
        cells[i] = (struct cell)TEXT("x");
    cells[rows - 1] = (struct cell)TEXT("the longest");
    text = rendered("table", cells, rows, 1, &size);
    for (size_t i = 0; i < size; i++)
        lines += text[i] == '\n';
    assert_int_equal(lines, rows + 2);
    assert_non_null(strstr(text, "x\nthe longest\n"));
    free(text);
    free(cells);
}

TEST(render_markdown_is_no_markup)
{
    const struct cell cells[] = { TEXT("<b>&|`*_[x](y)!\\~\n"), NOTHING };

    assert_rendered("markdown", cells, 1, 2,
                    "| a | b |\n| --- | --- |\n| &lt;b&gt;&amp;\\|\\`\\*\\_\\[x\\](y)\\!\\\\\\~\\x0a |  |\n");
}

TEST(render_reports_a_full_disk)
{
    const char *names[] = { "a" };
    const struct cell cell = TEXT("x");
    struct error error = { 0 };
    struct render render;
    FILE *out = fopen("/dev/full", "w");
    int rc;

    assert_non_null(out);
    render_init(&render, &render_csv, out);
    rc = render_begin(&render, names, 1, &error);
    for (int i = 0; rc == 0 && i < 100000; i++)
        rc = render_row(&render, &cell, &error);
    assert_int_equal(rc, -1);
    assert_string_equal(error.text, "output: No space left on device");
    render_free(&render);
    error_clear(&error);
    fclose(out);
}

TEST(render_unknown_format)
{
    struct error error = { 0 };

    assert_null(render_format_by_name("xml", &error));
    assert_string_equal(error.text, "unknown format xml: there are table, box, line, csv, json, jsonl, markdown");
    error_clear(&error);
}

/* One result with a number, NULL and text, in a format and a style. */
static void
expect_styled(const char *format, struct render_style style, const char *expected)
{
    static const char *const names[] = { "n", "long_name" };
    const struct cell cells[] = { { CELL_NUMBER, slice_of("7") }, { CELL_TEXT, slice_of("a text of 21 letters.") } };
    const struct cell nulls[] = { { CELL_NULL, { 0 } }, { CELL_TEXT, slice_of("") } };
    struct error error = { 0 };
    struct render render;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    render_init(&render, render_format_by_name(format, &error), out);
    render.style = style;
    assert_int_equal(render_begin(&render, names, 2, &error), 0);
    assert_int_equal(render_row(&render, cells, &error), 0);
    assert_int_equal(render_row(&render, nulls, &error), 0);
    assert_int_equal(render_end(&render, &error), 0);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, expected);
    free(text);
}

TEST(render_styles)
{
    static const struct render_style plain = { 0 }, null = { .null = "-" }, narrow = { .width = 20 },
                                     dim = { .null = "-", .dim = true };

    expect_styled("line", plain, "        n = 7\nlong_name = a text of 21 letters.\n\n        n =\nlong_name =\n");
    expect_styled("line", null, "        n = 7\nlong_name = a text of 21 letters.\n\n        n = -\nlong_name =\n");
    expect_styled("table", null, "n  long_name\n-  ---------------------\n7  a text of 21 letters.\n-\n");
    expect_styled("table", dim, "n  long_name\n-  ---------------------\n7  a text of 21 letters.\n\x1b[2m-\x1b[0m\n");
    expect_styled("table", narrow, "n  long_name\n-  -----------------\n7  a text of 21 let\xe2\x80\xa6\n\n");
    expect_styled("box", narrow,
                  "\xe2\x94\x8c\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\xac"
                  "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                  "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                  "\xe2\x94\x90\n"
                  "\xe2\x94\x82 n \xe2\x94\x82 long_name    \xe2\x94\x82\n"
                  "\xe2\x94\x9c\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\xbc"
                  "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                  "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                  "\xe2\x94\xa4\n"
                  "\xe2\x94\x82 7 \xe2\x94\x82 a text of 2\xe2\x80\xa6 \xe2\x94\x82\n"
                  "\xe2\x94\x82   \xe2\x94\x82              \xe2\x94\x82\n"
                  "\xe2\x94\x94\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\xb4"
                  "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                  "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                  "\xe2\x94\x98\n");
    expect_styled("markdown", null, "| n | long\\_name |\n| --- | --- |\n| 7 | a text of 21 letters. |\n| - |  |\n");
    expect_styled("csv", null, "n,long_name\n7,a text of 21 letters.\n-,\"\"\n");
    expect_styled("jsonl", null,
                  "{\"n\":7,\"long_name\":\"a text of 21 letters.\"}\n{\"n\":null,\"long_name\":\"\"}\n");
}

/* The mark is never in the middle of a character or of an escape. */
TEST(render_cuts_at_characters)
{
    static const struct {
        const char *text;
        size_t width;
        const char *expected;
    } cases[] = {
        { "abcdef", 6, "abcdef" },
        { "abcdef", 4, "abc\xe2\x80\xa6" },
        { "a\nbcdef", 5, "a\xe2\x80\xa6   " },
        { "\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2", 4, "\xe6\xbc\xa2\xe2\x80\xa6 " },
        { "e\xcc\x81"
          "e\xcc\x81"
          "e\xcc\x81",
          2, "e\xcc\x81\xe2\x80\xa6" },
        { "abc", 1, "\xe2\x80\xa6" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);

        assert_non_null(out);
        escape_write_cut(out, slice_of(cases[i].text), cases[i].width);
        assert_int_equal(fclose(out), 0);
        assert_string_equal(text, cases[i].expected);
        free(text);
    }
}
