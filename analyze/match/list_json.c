/*
 * Lists in JSON.  SQLite reads them: the statements say where things stand.
 */
#include "analyze/match/list.h"

#include <stdlib.h>

#include "analyze/database/db.h"
#include "sql.h"

struct json_reader {
    struct indicators *indicators;
    sqlite3_stmt *flow, *list;
};

struct json_reader *
json_reader_open(struct indicators *indicators, struct error *error)
{
    struct json_reader *reader = xmalloc(sizeof(*reader));
    sqlite3 *db = indicators_database(indicators);

    *reader = (struct json_reader){ .indicators = indicators };
    if (db_prepare(db, sql_match_json_flow, &reader->flow, error) == 0 &&
        db_prepare(db, sql_match_json_list, &reader->list, error) == 0)
        return reader;
    json_reader_free(reader);
    return NULL;
}

void
json_reader_free(struct json_reader *reader)
{
    if (!reader)
        return;
    sqlite3_finalize(reader->flow);
    sqlite3_finalize(reader->list);
    free(reader);
}

static struct slice
text_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return (struct slice){ text, text ? (size_t)sqlite3_column_bytes(row, column) : 0 };
}

/* Columns of match_json_flow.sql. */
enum { IS_FLOW, SOURCE, SOURCE_PORT, DESTINATION, DESTINATION_PORT, PROTOCOL, ID, BEGIN, END, LASTED, NOTE };

static int
add_flow(struct json_reader *reader, sqlite3_stmt *row, struct slice record, const struct place *place,
         struct error *error)
{
    struct flow_seen flow = {
        .source = text_of(row, SOURCE),
        .destination = text_of(row, DESTINATION),
        .source_port = sqlite3_column_int64(row, SOURCE_PORT),
        .destination_port = sqlite3_column_int64(row, DESTINATION_PORT),
        .protocol = text_of(row, PROTOCOL),
        .community_id = text_of(row, ID),
    };
    int64_t lasted = 0;

    if (!time_of_text(text_of(row, BEGIN), &flow.begin_ns)) {
        indicators_refuse(reader->indicators, record, place);
        return 0;
    }
    (void)time_of_text(text_of(row, LASTED), &lasted); /* not every event has one */
    if (!time_of_text(text_of(row, END), &flow.end_ns) || flow.end_ns < flow.begin_ns)
        flow.end_ns = time_after(flow.begin_ns, lasted);
    return indicators_add_flow(reader->indicators, &flow, text_of(row, NOTE), place, error);
}

/* A, or A|B of a type T|U: the first is looked for, and what is a digest. */
static int
add_value(struct json_reader *reader, struct slice type, struct slice value, struct slice note,
          const struct place *place, struct error *error)
{
    const char *bar = memchr(type.ptr, '|', type.len), *cut = memchr(value.ptr, '|', value.len);
    struct slice first_type = type, first = value;
    unsigned kinds;

    if (bar && cut) {
        first_type.len = (size_t)(bar - type.ptr);
        first.len = (size_t)(cut - value.ptr);
        if (kinds_of_type(slice_skip(type, first_type.len + 1)) == KIND_DIGEST) {
            first_type = slice_skip(type, first_type.len + 1);
            first = slice_skip(value, first.len + 1);
        }
    }
    kinds = kinds_of_type(first_type);
    if (kinds)
        return indicators_add(reader->indicators, kinds, first, note, place, error);
    indicators_refuse(reader->indicators, value, place);
    return 0;
}

/* Columns of match_json_list.sql: what it is (pattern, or a type), the value, the note, the path. */
static int
add_list(struct json_reader *reader, const struct place *place, size_t *count, struct error *error)
{
    sqlite3 *db = indicators_database(reader->indicators);
    int step;

    while ((step = db_step(db, reader->list, error)) == 1) {
        struct slice type = text_of(reader->list, 0), value = text_of(reader->list, 1), note = text_of(reader->list, 2);
        struct place inside = { place->list, text_of(reader->list, 3) };

        ++*count;
        if (slice_is(type, "pattern") ? stix_pattern(reader->indicators, value, note, &inside, error)
                                      : add_value(reader, type, value, note, &inside, error))
            return -1;
    }
    return step;
}

/*
 * Without its length: a text of which SQLite knows that it ends in a NUL is not copied for each function that reads it, and a document may have
 * 100 MiB.
 */
static int
bind_record(struct json_reader *reader, sqlite3_stmt *statement, struct slice record, struct error *error)
{
    if (sqlite3_bind_text(statement, 1, record.ptr, -1, SQLITE_STATIC) != SQLITE_OK)
        return db_error(indicators_database(reader->indicators), "bind", error);
    return 0;
}

int
json_reader_record(struct json_reader *reader, struct slice record, const struct place *place, struct error *error)
{
    size_t count = 0;
    int rc;

    if (memchr(record.ptr, '\0', record.len))
        return 0;
    if (bind_record(reader, reader->flow, record, error))
        return -1;
    rc = db_step(indicators_database(reader->indicators), reader->flow, error);
    if (rc <= 0)
        return rc;
    if (sqlite3_column_type(reader->flow, IS_FLOW) == SQLITE_NULL) {
        rc = 0; /* no JSON */
    } else if (sqlite3_column_int(reader->flow, IS_FLOW)) {
        rc = add_flow(reader, reader->flow, record, place, error) ? -1 : 1;
    } else {
        rc = bind_record(reader, reader->list, record, error) || add_list(reader, place, &count, error) ? -1 : 1;
        if (rc == 1 && count == 0)
            indicators_refuse(reader->indicators, record, place);
    }
    (void)sqlite3_reset(reader->flow); /* a SELECT that gave its row */
    return rc;
}
