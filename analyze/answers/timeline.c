#include "analyze/answers/timeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/notice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/query/cell.h"
#include "analyze/query/scope.h"
#include "analyze/render/registry.h"
#include "analyze/render/screen.h"
#include "sql.h"

#define NS_PER_SECOND 1000000000

/* What the statements take for ?1 and ?2. */
struct range {
    int64_t from_ns, until_ns;
};

/* Columns of timeline.sql that people see, in the order in which they see them. */
enum { MESSAGE = 0, TIME = 1, EVENT = 4, HOST = 5, USER = 10, EVIDENCE = 12 };

static const struct {
    int column;
    const char *title;
} shown[] = {
    { TIME, "TIME" }, { HOST, "HOST" },         { EVENT, "EVENT" },
    { USER, "USER" }, { EVIDENCE, "EVIDENCE" }, { MESSAGE, "WHAT" },
};

#define SHOWN (sizeof(shown) / sizeof(shown[0]))

/* How a statement's columns become those of the output: all of them, or those above. */
struct layout {
    bool for_people;
    size_t count;
};

static int
column_at(const struct layout *layout, size_t i)
{
    return layout->for_people ? shown[i].column : (int)i;
}

static int
begin(struct render *render, sqlite3_stmt *rows, const struct layout *layout, struct error *error)
{
    const char **names = xmalloc(layout->count * sizeof(*names));
    int rc;

    for (size_t i = 0; i < layout->count; i++)
        names[i] = layout->for_people ? shown[i].title : sqlite3_column_name(rows, (int)i);
    rc = render_begin(render, names, layout->count, error);
    free(names);
    return rc;
}

static int
write_rows(struct render *render, sqlite3 *db, sqlite3_stmt *rows, const struct layout *layout, struct error *error)
{
    struct cell *cells = xmalloc(layout->count * sizeof(*cells));
    int step;

    while ((step = db_step(db, rows, error)) == 1) {
        for (size_t i = 0; i < layout->count; i++)
            cells[i] = cell_of_column(rows, column_at(layout, i));
        if (render_row(render, cells, error)) {
            step = -1;
            break;
        }
    }
    free(cells);
    return step;
}

/* Prepares a statement and binds the range. */
static int
prepare(sqlite3 *db, const char *sql, const struct range *range, sqlite3_stmt **statement, struct error *error)
{
    if (db_prepare(db, sql, statement, error))
        return -1;
    if (sqlite3_bind_int64(*statement, 1, range->from_ns) || sqlite3_bind_int64(*statement, 2, range->until_ns))
        return db_error(db, "bind", error);
    return 0;
}

static int
write_events(sqlite3 *db, const struct range *range, struct render *render, struct error *error)
{
    const char *sql = render->format == &render_nested ? sql_timeline_ecs : sql_timeline_events;
    struct layout layout = { .for_people = render->format->headings };
    sqlite3_stmt *rows = NULL;
    int rc = prepare(db, sql, range, &rows, error);

    if (rc == 0) {
        layout.count = layout.for_people ? SHOWN : (size_t)sqlite3_column_count(rows);
        rc = begin(render, rows, &layout, error);
    }
    if (rc == 0)
        rc = write_rows(render, db, rows, &layout, error);
    if (rc == 0)
        rc = render_end(render, error);
    sqlite3_finalize(rows);
    return rc;
}

static int
tell_gaps(sqlite3 *db, bool *incomplete, struct error *error)
{
    sqlite3_stmt *rows = NULL;
    int step = db_prepare(db, sql_timeline_gaps, &rows, error);

    while (step == 0 && (step = db_step(db, rows, error)) == 1) {
        notice("%" PRId64 " rows of kind %s are not in the timeline, since their time cannot be told (see the view"
               " timeline_gaps)",
               (int64_t)sqlite3_column_int64(rows, 1), (const char *)sqlite3_column_text(rows, 0));
        *incomplete = true;
        step = 0;
    }
    sqlite3_finalize(rows);
    return step;
}

static int
read_range(sqlite3 *db, const struct timeline_request *request, struct range *range, struct error *error)
{
    *range = (struct range){ INT64_MIN, INT64_MAX };
    if (request->from) {
        if (scope_time(db, "--from", request->from, &range->from_ns, error))
            return -1;
        range->from_ns -= NS_PER_SECOND - 1; /* the begin of the second */
    }
    if (request->until && scope_time(db, "--until", request->until, &range->until_ns, error))
        return -1;
    if (range->from_ns > range->until_ns)
        return error_set(error, "--from %s is later than --until %s", request->from, request->until);
    return 0;
}

int
timeline_print(const char *database, const struct timeline_request *request, bool *incomplete, struct error *error)
{
    struct range range;
    sqlite3 *db = NULL;
    int rc = db_open(database, DB_READ, &db, error);

    *incomplete = false;
    if (rc == 0)
        rc = scope_limit(db, &request->scope, error);
    if (rc == 0)
        rc = read_range(db, request, &range, error);
    if (rc == 0)
        rc = write_events(db, &range, &request->screen->render, error);
    if (rc == 0)
        rc = tell_gaps(db, incomplete, error);
    sqlite3_close(db);
    return rc;
}
