/*
 * Every format survives any bytes, and what it makes of them is sound: mutations of real text, the same in every run.
 */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/base/scan.h"
#include "analyze/formats/registry.h"
#include "tests/support/database.h"
#include "tests/support/format_files.h"
#include "tests/support/format_samples.h"
#include "tests/support/format_text.h"

#define MUTATIONS 20000

/* What a sink checks: each table's columns that must have a value, and that every byte can be touched. */
struct check {
    sqlite3 *db;
    size_t lines;
    size_t unknown; /* the line of the last row in unknown_values, which has one for a line at most */
    size_t touched;
};

static void
touch(struct check *check, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        check->touched += (unsigned char)text.ptr[i];
}

static int
check_row(void *context, const struct table *table, const void *record, size_t line)
{
    struct check *check = context;

    assert_in_range(line, 1, check->lines + 1);
    if (strcmp(table->name, "unknown_values") == 0) {
        assert_true(line > check->unknown);
        check->unknown = line;
    }
    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];
        const struct slice *text = (const void *)((const char *)record + column->offset);
        int not_null = 0;

        if (column->type != COLUMN_TEXT && column->type != COLUMN_BLOB)
            continue;
        touch(check, *text);
        (void)sqlite3_table_column_metadata(check->db, NULL, table->name, column->name, NULL, NULL, &not_null, NULL,
                                            NULL);
        if (not_null && !text->ptr)
            fail_msg("%s.%s is NULL", table->name, column->name);
    }
    return 0;
}

static int
check_problem(void *context, size_t line, const char *want, struct slice have)
{
    struct check *check = context;

    assert_in_range(line, 1, check->lines + 1);
    assert_non_null(want);
    assert_non_null(have.ptr);
    touch(check, have);
    return 0;
}

static uint64_t
random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Changes, deletes, repeats or inserts something; the text has room for twice its length. */
static size_t
mutate(char *text, size_t len, uint64_t *state)
{
    static const char *const inserts[] = { " ", "\n", "\t", ":", "-", "\\x0a", "\\", "!", "99999999999999999999",
                                           "(", ")",  "F" };
    struct slice insert = slice_of(inserts[random_next(state) % (sizeof(inserts) / sizeof(inserts[0]))]);
    size_t at = len > 0 ? (size_t)(random_next(state) % len) : 0;
    size_t count = len > at ? 1 + (size_t)(random_next(state) % (len - at < 16 ? len - at : 16)) : 0;

    switch (random_next(state) % 6) {
    case 0: /* any byte */
        if (len > 0)
            text[at] = (char)random_next(state);
        return len;
    case 1: /* a flipped bit */
        if (len > 0)
            text[at] = (char)(text[at] ^ 1 << random_next(state) % 8);
        return len;
    case 2: /* cut out */
        memmove(text + at, text + at + count, len - at - count);
        return len - count;
    case 3: /* cut off */
        return at;
    case 4: /* repeat */
        memmove(text + at + count, text + at, len - at);
        return len + count;
    default:
        memmove(text + at + insert.len, text + at, len - at);
        memcpy(text + at, insert.ptr, insert.len);
        return len + insert.len;
    }
}

/* Of the lines of environ, each ends in a NUL. */
static size_t
count_lines(struct slice text)
{
    size_t count = 1;

    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '\n' || text.ptr[i] == '\0';
    return count;
}

/* Parses a copy of exactly that length, so that the address sanitizer sees a byte too far. */
static void
parse_mutant(const struct format_sample *sample, struct slice text, bool big_endian, struct check *check)
{
    char *exact = malloc(text.len ? text.len : 1);
    struct format_sink sink = { check, check_row, check_problem };
    struct format_input input = { .big_endian = big_endian, .pid = 7, .tid = 7, .net_namespace = 1 };

    assert_non_null(exact);
    memcpy(exact, text.ptr, text.len);
    input.text = (struct slice){ exact, text.len };
    input.file = slice_of(sample->file);
    input.pass = slice_of("before");
    input.cut = text.len % 2 == 1;
    check->lines = count_lines(text);
    check->unknown = 0;
    assert_int_equal(format_by_name(sample->format)->parse(&input, &sink), 0);
    free(exact);
}

TEST(format_has_a_sample)
{
    for (const struct format *const *f = formats; *f; f++) {
        const struct format_sample *sample;
        bool has = format_is_of_a_dump((*f)->name); /* netlink/survival.c mutates those */

        for (size_t i = 0; !has && (sample = format_sample_at(i)); i++)
            has = strcmp(sample->format, (*f)->name) == 0;
        if (!has)
            fail_msg("%s: no sample of its text: write one in tests/support/format_samples_*.c", (*f)->name);
    }
}

TEST(format_survives_mutations)
{
    struct check check = { .db = database_new() };
    uint64_t seed = 0x5374696c6c66726d;
    const struct format_sample *sample;

    for (size_t i = 0; (sample = format_sample_at(i)); i++) {
        struct slice whole = format_sample_text(sample);
        char *text = malloc(whole.len + 8 * 32);
        size_t len;

        assert_non_null(text);
        for (size_t n = 0; n < MUTATIONS; n++) {
            memcpy(text, whole.ptr, whole.len);
            len = whole.len;
            for (size_t changes = 1 + random_next(&seed) % 8; changes > 0; changes--)
                len = mutate(text, len, &seed);
            parse_mutant(sample, (struct slice){ text, len }, n % 2, &check);
        }
        free(text);
    }
    sqlite3_close(check.db);
}

/* Rows only: the problem that a cut line is may follow them. */
static char *
rows_of(const struct format_sample *sample, struct slice text)
{
    struct format_input input = {
        .text = text, .file = slice_of(sample->file), .pass = slice_of("before"), .pid = 7, .tid = 7, .cut = true
    };
    char *all = format_text(sample->format, &input);
    char *problem = strstr(all, " want \"");

    while (problem && problem > all && problem[-1] != '\n')
        problem--;
    if (problem)
        *problem = '\0';
    return all;
}

TEST(format_yields_a_prefix_of_the_rows_for_a_prefix_of_the_text)
{
    const struct format_sample *sample;

    for (size_t i = 0; (sample = format_sample_at(i)); i++) {
        struct slice whole = format_sample_text(sample);
        char *all = rows_of(sample, whole);

        for (size_t len = 0; sample->prefix_stable && len < whole.len; len++) {
            char *some = rows_of(sample, (struct slice){ whole.ptr, len });

            if (strncmp(all, some, strlen(some)) != 0)
                fail_msg("%s cut at %zu: %s", sample->file, len, some);
            free(some);
        }
        free(all);
    }
}

/* The text with these words behind the first line, and those behind each of the others. */
static char *
with_columns(struct slice text, const char *names, const char *values)
{
    char *wider = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&wider, &size);
    struct lines lines = lines_of(text);
    struct slice line;

    assert_non_null(to);
    while (lines_next(&lines, &line))
        fprintf(to, "%.*s %s\n", (int)line.len, line.ptr, lines.number == 1 ? names : line.len > 0 ? values : "");
    assert_int_equal(fclose(to), 0);
    return wider;
}

/* Takes the rows of that table out of the text: how many there were. */
static size_t
take_rows(char *text, const char *table)
{
    size_t count = 0;
    char *at;

    while ((at = strstr(text, table))) {
        while (at > text && at[-1] != '\n')
            at--;
        memmove(at, strchr(at, '\n') + 1, strlen(strchr(at, '\n')));
        count++;
    }
    return count;
}

/* A vendor may add columns to any table that has a header. */
TEST(format_keeps_columns_that_it_does_not_know)
{
    static const char *const none[] = { "dev", "ip_vs", "unix", "ptype", "net_protocols", "ip_mr_cache", "ip_vs_conn" };
    const struct format_sample *sample;
    size_t tables = 0;

    for (size_t i = 0; (sample = format_sample_at(i)); i++) {
        char *text = with_columns(format_sample_text(sample), "Vendor's own", "7 x");
        char *have = rows_of(sample, slice_of(text)), *want = rows_of(sample, format_sample_text(sample));
        bool wide = strncmp(have, "1 unknown_columns Vendor's own\n", 31) == 0;

        for (size_t k = 0; k < sizeof(none) / sizeof(none[0]);
             k++) /* of two lines, or with a last column of any words */
            wide = wide && strcmp(sample->format, none[k]) != 0;
        if (wide) {
            assert_int_equal(take_rows(have, " unknown_columns "), 1);
            if (take_rows(have, " unknown_values 7 x\n") == 0 || strcmp(have, want) != 0)
                fail_msg("%s:\n%s%s", sample->file, text, have);
            tables++;
        }
        free(text);
        free(have);
        free(want);
    }
    assert_true(tables >= 29);
}

struct stop {
    size_t left;
};

static int
stop_row(void *context, const struct table *table, const void *record, size_t line)
{
    struct stop *stop = context;

    (void)table;
    (void)record;
    (void)line;
    assert_true(stop->left > 0);
    return --stop->left == 0 ? -1 : 0;
}

static int
stop_problem(void *context, size_t line, const char *want, struct slice have)
{
    (void)want;
    (void)have;
    return stop_row(context, NULL, NULL, line);
}

TEST(format_stops_when_the_sink_says_so)
{
    const struct format_sample *sample;

    for (size_t i = 0; (sample = format_sample_at(i)); i++) {
        struct format_input input = { .text = format_sample_text(sample), .pid = 8, .tid = 8 };
        struct stop stop = { 1 };
        struct format_sink sink = { &stop, stop_row, stop_problem };

        input.file = slice_of(sample->file);
        assert_int_equal(format_by_name(sample->format)->parse(&input, &sink), -1);
    }
}
