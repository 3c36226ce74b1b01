#include "analyze/answers/history.h"
#include "analyze/answers/history_what.h"
#include "analyze/base/escape.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/query/functions.h"
#include "analyze/render/screen.h"
#include "sql.h"

#include <inttypes.h>
#include <stdlib.h>

/* Columns of history_rows.sql. */
enum column {
    KIND,
    THING,
    FIRST_SEEN,
    LAST_SEEN,
    ON_HOSTS,
    HOSTS,
    IN_SNAPSHOTS,
    SNAPSHOTS,
    HOST,
    ROLE,
    PROGRAM,
    CONTAINER,
    PART_FIRST_SEEN,
    PART_LAST_SEEN,
    PART_SNAPSHOTS,
    COLUMNS,
};

static const char *const names[COLUMNS] = {
    "kind", "thing", "first_seen", "last_seen",    "on_hosts",        "hosts",          "in_snapshots",   "snapshots",
    "host", "role",  "program",    "container_id", "host_first_seen", "host_last_seen", "host_snapshots",
};

/* For people, below what holds for the thing as a whole. */
#define FIRST_SHOWN HOST
static const char *const titles[] = { "HOST", "ROLE", "PROGRAM", "CONTAINER", "FIRST SEEN", "LAST SEEN", "SNAPSHOTS" };

#define SHOWN (sizeof(titles) / sizeof(titles[0]))

static int
bind_what(sqlite3_stmt *statement, const struct history_kind *kind, const struct history_what *what)
{
    int last = sqlite3_bind_parameter_count(statement);
    int result = sqlite3_bind_text(statement, 7, kind->name, -1, SQLITE_STATIC);

    for (int i = 0; i < 4 && i < last; i++) {
        size_t len = i < 2 ? what->ip_len : what->mapped_len;

        if (len > 0)
            result |= sqlite3_bind_blob64(statement, i + 1, what->ends[i], len, SQLITE_STATIC);
    }
    if (what->text.ptr)
        result |= sqlite3_bind_text64(statement, 5, what->text.ptr, what->text.len, SQLITE_STATIC, SQLITE_UTF8);
    if (what->number.known)
        result |= sqlite3_bind_int64(statement, 6, what->number.value);
    return result;
}

/* Adds what was seen of the word, taken as one of that kind. */
static int
look_for(sqlite3 *db, const struct history_kind *kind, const struct history_what *what, struct error *error)
{
    char *sql = xasprintf("INSERT INTO temp.history_sightings SELECT ?7, * FROM (%s)", kind->sql);
    sqlite3_stmt *statement = NULL;
    int rc = db_prepare(db, sql, &statement, error);

    if (rc == 0 && bind_what(statement, kind, what))
        rc = db_error(db, "bind", error);
    if (rc == 0)
        rc = db_step(db, statement, error);
    sqlite3_finalize(statement);
    free(sql);
    return rc;
}

static int
look(sqlite3 *db, const struct history_request *request, struct error *error)
{
    bool any = false, known = false;

    for (size_t i = 0; i < history_kind_count; i++) {
        const struct history_kind *kind = &history_kinds[i];
        struct history_what what = { .ip_len = 0 };

        if (request->kind ? strcmp(kind->name, request->kind) != 0 : !kind->guess(request->what))
            continue;
        known = true;
        if (!kind->read(request->what, &what))
            continue;
        any = true;
        if (look_for(db, kind, &what, error))
            return -1;
    }
    if (!known)
        return error_set(error, "history: no kind %s: want address, network, port, path, digest, user or container",
                         request->kind ? request->kind : "");
    if (!any)
        return error_set(error, "history: %s is no %s", request->what, request->kind ? request->kind : "thing");
    return 0;
}

static struct slice
text_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return (struct slice){ text ? text : "", (size_t)sqlite3_column_bytes(row, column) };
}

/* A line of one block a day: the more snapshots have the thing, the higher. */
static int
write_days(sqlite3 *db, FILE *out, sqlite3_stmt *row, struct error *error)
{
    static const char *const blocks[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
    sqlite3_stmt *days = NULL;
    int64_t count;
    int step;

    if (db_prepare(db, sql_history_days, &days, error))
        return -1;
    if (sqlite3_bind_value(days, 1, sqlite3_column_value(row, KIND)) ||
        sqlite3_bind_value(days, 2, sqlite3_column_value(row, THING))) {
        sqlite3_finalize(days);
        return db_error(db, "bind", error);
    }
    fputs("  ", out);
    while ((step = db_step(db, days, error)) == 1) {
        count = sqlite3_column_int64(days, 0);
        fputs(blocks[count < 0 ? 0 : count > 8 ? 8 : count], out);
    }
    putc('\n', out);
    sqlite3_finalize(days);
    return step;
}

/* The answer while it is written. */
struct history {
    struct history_request *request;
    sqlite3 *db;
    struct render *render;
    char *thing; /* kind and name of the present block; NULL before the first */
};

/* "address 203.0.113.7", and below it since when and how rare. */
static int
begin_block(struct history *history, sqlite3_stmt *row, struct error *error)
{
    static const struct look looks[SHOWN] = { [SHOWN - 1] = LOOK_RIGHT(9) };
    char *heading =
        xasprintf("%s %s", (const char *)sqlite3_column_text(row, KIND), (const char *)sqlite3_column_text(row, THING));
    FILE *out = history->render->out;
    int rc = 0;

    if (history->thing)
        rc = render_end(history->render, error);
    if (rc == 0)
        rc = render_heading(history->render, slice_of(heading), error);
    free(history->thing);
    history->thing = heading;
    if (rc)
        return -1;
    fputs("  first seen ", out);
    escape_write(out, text_of(row, FIRST_SEEN));
    fputs(", last seen ", out);
    escape_write(out, text_of(row, LAST_SEEN));
    fprintf(out, "\n  on %" PRId64 " of %" PRId64 " hosts, in %" PRId64 " of %" PRId64 " snapshots\n",
            (int64_t)sqlite3_column_int64(row, ON_HOSTS), (int64_t)sqlite3_column_int64(row, HOSTS),
            (int64_t)sqlite3_column_int64(row, IN_SNAPSHOTS), (int64_t)sqlite3_column_int64(row, SNAPSHOTS));
    if (history->render->style.width > 0 && write_days(history->db, out, row, error))
        return -1;
    history->render->looks = looks;
    return render_begin(history->render, titles, SHOWN, error);
}

static bool
is_same_thing(const struct history *history, sqlite3_stmt *row)
{
    char *thing =
        xasprintf("%s %s", (const char *)sqlite3_column_text(row, KIND), (const char *)sqlite3_column_text(row, THING));
    bool same = history->thing && strcmp(thing, history->thing) == 0;

    free(thing);
    return same;
}

static int
write_row(struct history *history, sqlite3_stmt *row, struct error *error)
{
    bool people = history->render->format->headings;
    struct cell cells[COLUMNS];

    for (int i = 0; i < COLUMNS; i++) {
        int type = sqlite3_column_type(row, i);

        cells[i] = (struct cell){ CELL_NULL, { NULL, 0 } };
        if (type != SQLITE_NULL)
            cells[i] = (struct cell){ type == SQLITE_INTEGER ? CELL_NUMBER : CELL_TEXT, text_of(row, i) };
    }
    if (people && !is_same_thing(history, row) && begin_block(history, row, error))
        return -1;
    return render_row(history->render, cells + (people ? FIRST_SHOWN : 0), error);
}

static int
write_all(struct history *history, struct error *error)
{
    bool people = history->render->format->headings;
    sqlite3_stmt *rows = NULL;
    int rc = people ? 0 : render_begin(history->render, names, COLUMNS, error), step = 0;

    if (rc || db_prepare(history->db, sql_history_rows, &rows, error))
        return -1;
    while (rc == 0 && (step = db_step(history->db, rows, error)) == 1) {
        history->request->found = true;
        rc = write_row(history, rows, error);
    }
    sqlite3_finalize(rows);
    if (rc || step < 0)
        return -1;
    if (people && !history->request->found) {
        fputs("no snapshot shows ", history->render->out);
        escape_write(history->render->out, slice_of(history->request->what));
        putc('\n', history->render->out);
        return 0;
    }
    return render_end(history->render, error);
}

int
history_answer(struct history_request *request, struct error *error)
{
    struct history history = { .request = request, .render = &request->screen->render };
    int rc = -1;

    if (db_open(request->database, DB_READ, &history.db, error) == 0 && functions_add(history.db, error) == 0 &&
        scope_limit(history.db, &request->scope, error) == 0 &&
        db_script(history.db, sql_history_begin, 0, error) == 0 && look(history.db, request, error) == 0)
        rc = write_all(&history, error);
    free(history.thing);
    sqlite3_close(history.db);
    return rc;
}
