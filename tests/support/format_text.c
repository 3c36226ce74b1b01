#include "tests/support/format_text.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyze/formats/registry.h"
#include "tests/support/format_refusal.h"
#include "tests/support/test.h"

static void
put_bytes(FILE *to, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c >= 0x20 && c < 0x7f)
            fputc(c, to);
        else
            fprintf(to, "\\x%02x", c);
    }
}

static void
put_value(FILE *to, const struct column *column, const void *record)
{
    const void *at = (const char *)record + column->offset;
    const struct maybe *maybe = at;
    const struct slice *text = at;
    const struct blob *blob = at;

    if (column->type == COLUMN_INTEGER)
        fprintf(to, "%jd", (intmax_t) * (const int64_t *)at);
    else if (column->type == COLUMN_MAYBE && maybe->known)
        fprintf(to, "%jd", (intmax_t)maybe->value);
    else if (column->type == COLUMN_TEXT && text->ptr)
        put_bytes(to, *text);
    else if (column->type == COLUMN_BLOB && blob->ptr)
        for (size_t i = 0; i < blob->len; i++)
            fprintf(to, "%02x", ((const unsigned char *)blob->ptr)[i]);
    else
        fputs("NULL", to);
}

static int
put_row(void *context, const struct table *table, const void *record, size_t line)
{
    FILE *to = context;

    fprintf(to, "%zu %s ", line, table->name);
    for (size_t i = 0; i < table->count; i++) {
        if (i > 0)
            fputc('|', to);
        put_value(to, &table->columns[i], record);
    }
    fputc('\n', to);
    return 0;
}

static int
put_problem(void *context, size_t line, const char *want, struct slice have)
{
    FILE *to = context;

    fprintf(to, "%zu want \"%s\" have \"", line, want);
    put_bytes(to, have);
    fputs("\"\n", to);
    return 0;
}

char *
format_text(const char *format, const struct format_input *input)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    struct format_sink sink = { to, put_row, put_problem };
    const struct format *f = format_by_name(format);

    assert_non_null(to);
    assert_non_null(f);
    assert_int_equal(f->parse(input, &sink), 0);
    assert_int_equal(fclose(to), 0);
    assert_format_stops(f, input);
    return text;
}

static void
check_format(const char *format, const char *file, struct slice text, struct format_input input, const char *expected)
{
    char *have;

    input.text = text;
    input.file = slice_of(file);
    input.pass = slice_of("before");
    input.net_namespace = 1;
    input.pid = 7;
    input.tid = 7;
    have = format_text(format, &input);
    assert_string_equal(have, expected);
    free(have);
}

void
assert_format_bytes(const char *format, const char *file, struct slice text, const char *expected)
{
    check_format(format, file, text, (struct format_input){ 0 }, expected);
}

void
assert_format_cut(const char *format, const char *file, const char *text, const char *expected)
{
    check_format(format, file, slice_of(text), (struct format_input){ .cut = true }, expected);
}

void
assert_format(const char *format, const char *file, const char *text, const char *expected)
{
    assert_format_bytes(format, file, slice_of(text), expected);
}

void
assert_format_big_endian(const char *format, const char *file, const char *text, const char *expected)
{
    check_format(format, file, slice_of(text), (struct format_input){ .big_endian = true }, expected);
}
