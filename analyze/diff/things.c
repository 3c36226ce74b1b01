#include "analyze/diff/things.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <stdlib.h>

static char *
copy_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return text ? xstrndup(text, (size_t)sqlite3_column_bytes(row, column)) : NULL;
}

static struct maybe
number_of(sqlite3_stmt *row, int column)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return (struct maybe){ false, 0 };
    return maybe_of(sqlite3_column_int64(row, column));
}

static void
read_names(struct things *things, sqlite3_stmt *rows)
{
    int columns = sqlite3_column_count(rows);

    things->field_count = (size_t)(columns - SUBJECT_COLUMNS);
    things->names = xmalloc(things->field_count * sizeof(*things->names));
    for (size_t i = 0; i < things->field_count; i++)
        things->names[i] = xasprintf("%s", sqlite3_column_name(rows, SUBJECT_COLUMNS + (int)i));
}

/* Whether a list of that many items is full: its room doubles. */
static bool
is_full(size_t count)
{
    return (count & (count - 1)) == 0;
}

static void
add_thing(struct things *things, sqlite3_stmt *row)
{
    struct thing *thing;

    if (is_full(things->count))
        things->list = xrealloc(things->list, (things->count ? 2 * things->count : 1) * sizeof(*things->list));
    thing = &things->list[things->count++];
    *thing = (struct thing){
        .key = copy_of(row, SUBJECT_KEY),
        .item = copy_of(row, SUBJECT_ITEM),
        .identity = copy_of(row, SUBJECT_IDENTITY),
        .cookie = number_of(row, SUBJECT_COOKIE),
        .started = number_of(row, SUBJECT_STARTED),
        .source = copy_of(row, SUBJECT_SOURCE),
        .runs = sqlite3_column_int(row, SUBJECT_RUNS) != 0,
        .fields = xmalloc(things->field_count * sizeof(*thing->fields)),
    };
    if (!thing->item)
        thing->item = xasprintf("%s", thing->key);
    for (size_t i = 0; i < things->field_count; i++)
        thing->fields[i] = copy_of(row, SUBJECT_COLUMNS + (int)i);
}

static void
add_read(struct things *things, sqlite3_stmt *row)
{
    char *gap = copy_of(row, SUBJECT_GAP);

    if (is_full(things->read_count))
        things->reads =
            xrealloc(things->reads, (things->read_count ? 2 * things->read_count : 1) * sizeof(*things->reads));
    things->reads[things->read_count++] =
        (struct source_read){ copy_of(row, SUBJECT_SOURCE), gap ? gap : xstrndup("", 0) };
}

/* By source, the one without first; of one source, what has a gap first. */
static int
compare_reads(const void *a, const void *b)
{
    const struct source_read *x = a, *y = b;
    int order = x->source && y->source ? strcmp(x->source, y->source) : (x->source != NULL) - (y->source != NULL);

    return order != 0 ? order : strcmp(y->gap, x->gap);
}

static int
read_rows(sqlite3 *db, sqlite3_stmt *rows, struct things *things, struct error *error)
{
    int step;

    while ((step = db_step(db, rows, error)) == 1) {
        if (sqlite3_column_type(rows, SUBJECT_KEY) == SQLITE_NULL)
            add_read(things, rows);
        else
            add_thing(things, rows);
    }
    return step;
}

static int
read_cut(sqlite3 *db, int64_t snapshot_id, struct things *things, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int step;

    if (db_prepare(db, sql_diff_cut, &statement, error))
        return -1;
    if (sqlite3_bind_int64(statement, 1, snapshot_id))
        step = db_error(db, "bind", error);
    else
        step = db_step(db, statement, error);
    things->cut = step == 1 && sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return step < 0 ? -1 : 0;
}

int
things_read(sqlite3 *db, const struct subject *subject, int64_t of, int64_t with, struct things *things,
            struct error *error)
{
    sqlite3_stmt *rows = NULL;
    int rc = -1;

    *things = (struct things){ 0 };
    if (read_cut(db, of, things, error) || db_prepare(db, subject->sql, &rows, error))
        goto out;
    if (sqlite3_bind_int64(rows, 1, of) ||
        (sqlite3_bind_parameter_count(rows) > 1 && sqlite3_bind_int64(rows, 2, with))) {
        db_error(db, "bind", error);
        goto out;
    }
    read_names(things, rows);
    rc = read_rows(db, rows, things, error);
    if (things->read_count > 0)
        qsort(things->reads, things->read_count, sizeof(*things->reads), compare_reads);
out:
    sqlite3_finalize(rows);
    return rc ? error_prefix(error, "%s", subject_title(subject)) : 0;
}

void
things_free(struct things *things)
{
    for (size_t i = 0; i < things->count; i++) {
        struct thing *thing = &things->list[i];

        free(thing->key);
        free(thing->item);
        free(thing->identity);
        free(thing->source);
        for (size_t f = 0; f < things->field_count; f++)
            free(thing->fields[f]);
        free(thing->fields);
    }
    for (size_t i = 0; i < things->read_count; i++) {
        free(things->reads[i].source);
        free(things->reads[i].gap);
    }
    for (size_t f = 0; f < things->field_count; f++)
        free(things->names[f]);
    free(things->list);
    free(things->reads);
    free(things->names);
    *things = (struct things){ 0 };
}

/* The row that says what was read of the source; of several the one with a gap.  NULL for none. */
static const char *
gap_of(const struct things *things, const char *source)
{
    size_t first = 0, end = things->read_count;
    struct source_read wanted = { .source = NULL };

    while (first < end) {
        const struct source_read *read = &things->reads[first + (end - first) / 2];
        int order = read->source && source ? strcmp(read->source, source) : (read->source != NULL) - (source != NULL);

        if (order < 0)
            first = (size_t)(read - things->reads) + 1;
        else
            end = (size_t)(read - things->reads);
    }
    if (first == things->read_count)
        return NULL;
    wanted = things->reads[first];
    if ((wanted.source != NULL) != (source != NULL) || (source && strcmp(wanted.source, source) != 0))
        return NULL;
    return wanted.gap;
}

const char *
things_gap(const struct things *things, const char *source)
{
    const char *gap = source ? gap_of(things, source) : NULL;

    if (!gap && things->cut)
        return "the archive ends early";
    if (!gap)
        gap = gap_of(things, NULL);
    return gap && *gap ? gap : NULL;
}
