/*
 * One format, that of FUZZ_ONE, on any bytes.  Of an input, the first byte says what the captured kernel and the member are, the second
 * which file of the format it is; the rest is the member.
 *
 * Each row goes into its table, so that a row that a table refuses, which would end the load of a whole snapshot, is found, too.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/formats/registry.h"
#include "analyze/load/rows.h"
#include "tests/support/database.h"
#include "tests/support/format_files.h"
#include "tests/support/format_samples.h"
#include "tests/support/fuzz.h"

/* What the first byte says. */
enum { BIG_ENDIAN_HOST = 1, NARROW_HOST = 2, CUT = 4, CONTINUED = 8 };

struct target {
    const struct format *format;
    sqlite3 *db;
    struct rows *rows;
    bool prefix_stable; /* a prefix of the text gives a prefix of the rows */
};

/* The rows of a run, each as a number; those of a run are compared with those of another. */
struct seen {
    const struct target *target;
    size_t size, count, room;
    uint64_t *rows;
    bool inserts;
};

/* FNV-1a. */
static uint64_t
hash(uint64_t sum, const void *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        sum = (sum ^ ((const unsigned char *)bytes)[i]) * UINT64_C(0x100000001b3);
    return sum;
}

static uint64_t
hash_column(uint64_t sum, const struct column *column, const void *record)
{
    const void *at = (const char *)record + column->offset;
    const struct maybe *maybe = at;
    const struct slice *text = at;
    const struct blob *blob = at;

    switch (column->type) {
    case COLUMN_INTEGER:
        return hash(sum, at, sizeof(int64_t));
    case COLUMN_MAYBE:
        return maybe->known ? hash(sum, &maybe->value, sizeof(maybe->value)) : hash(sum, "n", 1);
    case COLUMN_TEXT:
        return text->ptr ? hash(sum, text->ptr, text->len) : hash(sum, "n", 1);
    case COLUMN_BLOB:
        return blob->ptr ? hash(sum, blob->ptr, blob->len) : hash(sum, "n", 1);
    }
    fuzz_fail("%s: a column of no type", column->name);
}

static int
take_row(void *context, const struct table *table, const void *record, size_t line)
{
    struct seen *seen = context;
    uint64_t sum = hash(hash(UINT64_C(0xcbf29ce484222325), &table, sizeof(table)), &line, sizeof(line));
    struct error error = { 0 };

    if (line == 0 || line > seen->size + 1)
        fuzz_fail("a row of %s is of line %zu of %zu bytes", table->name, line, seen->size);
    for (size_t i = 0; i < table->count; i++)
        sum = hash_column(sum, &table->columns[i], record);
    if (seen->count == seen->room) {
        seen->room = seen->room ? 2 * seen->room : 64;
        seen->rows = realloc(seen->rows, seen->room * sizeof(*seen->rows));
    }
    seen->rows[seen->count++] = sum;
    if (seen->inserts && rows_insert(seen->target->rows, table, 1, 1, line, record, &error))
        fuzz_fail("%s: %s", table->name, error.text);
    return 0;
}

static int
take_problem(void *context, size_t line, const char *want, struct slice have)
{
    const struct seen *seen = context;

    if (line > seen->size + 1 || !want || !have.ptr)
        fuzz_fail("a problem of line %zu of %zu bytes", line, seen->size);
    fuzz_touch(want, strlen(want));
    fuzz_touch(have.ptr, have.len);
    return 0;
}

static void
run(const struct format_input *input, struct seen *seen)
{
    struct format_sink sink = { seen, take_row, take_problem };

    seen->count = 0;
    seen->size = input->text.len;
    if (seen->target->format->parse(input, &sink) != 0)
        fuzz_fail("%s gave up", seen->target->format->name);
}

/*
 * Whether a prefix of a file, cut between lines, gives a prefix of its rows: for samples somebody says so.  A file that is one record is
 * no table, however many newlines a mutation puts into it.
 */
static bool
is_prefix_stable(const char *format)
{
    const struct format_sample *sample;
    bool table = false;

    for (size_t i = 0; (sample = format_sample_at(i)); i++) {
        struct slice text = format_sample_text(sample);
        const char *newline = memchr(text.ptr, '\n', text.len);

        if (strcmp(sample->format, format) != 0)
            continue;
        if (!sample->prefix_stable)
            return false;
        table = table || (newline && newline + 1 < text.ptr + text.len);
    }
    return table;
}

static const struct target *
the_target(void)
{
    static struct target target;
    struct error error = { 0 };

    if (target.format)
        return &target;
    target.format = format_by_name(fuzz_one());
    if (!target.format)
        fuzz_fail("%s is no format", fuzz_one());
    target.prefix_stable = is_prefix_stable(target.format->name);
    target.db = database_host();
    if (rows_open(target.db, &target.rows, &error))
        fuzz_fail("%s", error.text);
    return &target;
}

static void
script(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fuzz_fail("%s: %s", sql, sqlite3_errmsg(db));
}

/* Half of the text gives the first of the rows, where that is promised. */
static void
check_prefix(const struct format_input *whole, const struct seen *all)
{
    const char *end = whole->text.len > 0 ? memrchr(whole->text.ptr, '\n', whole->text.len / 2 + 1) : NULL;
    struct seen some = { .target = all->target };
    struct format_input half = *whole;

    if (!end || !whole->cut)
        return;
    half.text.len = (size_t)(end - whole->text.ptr) + 1;
    run(&half, &some);
    if (some.count > all->count ||
        (some.count > 0 && memcmp(some.rows, all->rows, some.count * sizeof(*some.rows)) != 0))
        fuzz_fail("%s: the rows of %zu of %zu bytes are no prefix", all->target->format->name, half.text.len,
                  whole->text.len);
    free(some.rows);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct target *target = the_target();
    struct seen seen = { .target = target, .inserts = true };
    struct format_input input = { .pass = slice_of("before"), .net_namespace = 1, .pid = 7, .tid = 7 };
    char *text;

    if (size < 2)
        return 0;
    text = fuzz_copy(data + 2, size - 2);
    input.text = (struct slice){ text, size - 2 };
    input.file = slice_of(format_file(target->format->name, data[1]));
    input.big_endian = data[0] & BIG_ENDIAN_HOST;
    input.word_bits = data[0] & NARROW_HOST ? 32 : 64;
    input.cut = data[0] & CUT;
    input.continued = data[0] & CONTINUED;
    script(target->db, "SAVEPOINT member");
    run(&input, &seen);
    script(target->db, "ROLLBACK TO member; RELEASE member");
    if (target->prefix_stable)
        check_prefix(&input, &seen);
    free(seen.rows);
    free(text);
    return 0;
}
