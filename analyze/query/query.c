#include "analyze/query/query.h"
#include "analyze/database/db.h"
#include "analyze/query/cell.h"
#include "analyze/query/sandbox.h"
#include "analyze/query/scope_check.h"
#include "analyze/query/snapshot_clock.h"
#include "analyze/query/words.h"

#include <stdlib.h>

/* A query on its way. */
struct run {
    const struct query *query;
    struct sandbox sandbox;
    sqlite3_stmt *statement; /* the present one */
    int columns;             /* that it had when its result was begun */
};

static bool
has_headings(const struct run *run)
{
    return run->query->render->format->headings;
}

/* The commands of other shells begin with a dot, and are no SQL. */
static int
refuse_command(const char *sql, struct error *error)
{
    size_t gap = strspn(sql, " \t\r\n");

    if (sql[gap] != '.')
        return 0;
    return error_set(error, "%.*s is a command of a shell, and no SQL: analyze shell DB has such commands",
                     (int)strcspn(sql + gap, " \t\r\n;"), sql + gap);
}

static int
bind(const struct run *run, struct error *error)
{
    struct parameters none = { 0 };

    return parameters_bind(run->query->parameters ? run->query->parameters : &none, run->statement, error);
}

/* Compiles the statement at *sql, NULL where there is only a comment, and moves *sql behind it. */
static int
prepare(struct run *run, const char **sql, struct error *error)
{
    const char *begin_of = *sql;

    sqlite3_finalize(run->statement);
    run->statement = NULL;
    if (sqlite3_prepare_v2(run->query->db, *sql, -1, &run->statement, sql))
        return refuse_command(begin_of, error) ? -1 : sandbox_error(&run->sandbox, begin_of, error);
    if (!run->statement)
        return 0;
    if (!sqlite3_stmt_readonly(run->statement)) /* VACUUM asks no authorizer */
        return error_set(error, "a statement that writes is refused: a query may only read");
    return bind(run, error);
}

/* Begins a result: the statement's columns, after snapshot_id when `marked`. */
static int
begin(struct run *run, bool marked, struct error *error)
{
    size_t count = 0;
    const char **names;
    int rc;

    run->columns = sqlite3_column_count(run->statement);
    names = xmalloc(((size_t)run->columns + 1) * sizeof(*names));
    if (marked)
        names[count++] = "snapshot_id";
    for (int i = 0; i < run->columns; i++) {
        names[count++] = sqlite3_column_name(run->statement, i);
        if (!names[count - 1])
            die("out of memory");
    }
    rc = render_begin(run->query->render, names, count, error);
    free(names);
    return rc;
}

/* The rows of the statement, each with the snapshot before it unless that is NULL. */
static int
rows(struct run *run, const struct snapshot *mark, struct error *error)
{
    struct cell *cells = xmalloc(((size_t)run->columns + 1) * sizeof(*cells));
    char id[sizeof("-9223372036854775808")];
    int step = SQLITE_DONE, rc = 0;

    while (rc == 0 && (step = sqlite3_step(run->statement)) == SQLITE_ROW) {
        size_t count = 0;

        if (mark) {
            sqlite3_snprintf(sizeof(id), id, "%lld", (long long)mark->id);
            cells[count++] = (struct cell){ CELL_NUMBER, slice_of(id) };
        }
        for (int i = 0; i < run->columns; i++)
            cells[count++] = cell_of_column(run->statement, i);
        if (sqlite3_errcode(run->query->db) == SQLITE_NOMEM) /* a value could not be turned into text */
            rc = sandbox_error(&run->sandbox, NULL, error);
        else
            rc = render_row(run->query->render, cells, error);
    }
    free(cells);
    if (rc == 0 && step != SQLITE_DONE)
        rc = sandbox_error(&run->sandbox, NULL, error);
    return rc;
}

static int
run_once(struct run *run, struct error *error)
{
    if (sqlite3_column_count(run->statement) == 0)
        return sqlite3_step(run->statement) == SQLITE_DONE ? 0 : sandbox_error(&run->sandbox, NULL, error);
    if (begin(run, false, error) || rows(run, NULL, error))
        return -1;
    return render_end(run->query->render, error);
}

/* "snapshot 3: host, time" */
static int
heading(struct run *run, const struct snapshot *snapshot, struct error *error)
{
    char *text = sqlite3_mprintf("snapshot %lld: %s", (long long)snapshot->id, snapshot->title);
    int rc;

    if (!text)
        die("out of memory");
    rc = render_heading(run->query->render, slice_of(text), error);
    sqlite3_free(text);
    return rc;
}

/* Makes the snapshot the only one that SQL sees, and compiles the statement again for that. */
static int
prepare_for(struct run *run, const struct snapshot *snapshot, const char *sql, struct error *error)
{
    sqlite3_finalize(run->statement);
    run->statement = NULL;
    snapshot_clock_set(run->query->db, snapshot->started_ns);
    if (sandbox_lift(&run->sandbox, error) || narrow(run->query->db, snapshot->id, error) ||
        sandbox_again(&run->sandbox, error))
        return -1;
    return prepare(run, &sql, error);
}

static int
run_for_each(struct run *run, const char *sql, struct error *error)
{
    const struct snapshots *each = run->query->each;

    for (size_t i = 0; i < each->count; i++) {
        const struct snapshot *snapshot = &each->list[i];
        bool first = i == 0 || has_headings(run), last = i + 1 == each->count || has_headings(run);

        if (prepare_for(run, snapshot, sql, error) || (has_headings(run) && heading(run, snapshot, error)) ||
            (first && begin(run, !has_headings(run), error)) || rows(run, has_headings(run) ? NULL : snapshot, error) ||
            (last && render_end(run->query->render, error)))
            return -1;
    }
    return 0;
}

/* Whether the statement may be run on a database of several snapshots.  EXPLAIN has no rows of any. */
static int
check(const struct run *run, const char *sql, size_t len, struct error *error)
{
    if (!run->query->without_scope || sqlite3_stmt_isexplain(run->statement))
        return 0;
    return scope_check(run->query->db, sql, len, error);
}

/* Looks at every statement before any is answered. */
static int
check_all(struct run *run, const char *sql, struct error *error)
{
    size_t found = 0;

    while (*sql) {
        const char *begin_of = sql;

        if (prepare(run, &sql, error))
            return -1;
        if (run->statement && check(run, begin_of, (size_t)(sql - begin_of), error))
            return -1;
        found += run->statement != NULL;
    }
    if (found == 0)
        return error_set(error, "the SQL is empty");
    return run->query->parameters ? parameters_check_used(run->query->parameters, error) : 0;
}

static int
run_all(struct run *run, const char *sql, struct error *error)
{
    while (*sql) {
        const char *begin_of = sql;

        if (prepare(run, &sql, error))
            return -1;
        if (!run->statement)
            continue;
        if (run->query->each ? run_for_each(run, begin_of, error) : run_once(run, error))
            return -1;
        words_tell((struct slice){ begin_of, (size_t)(sql - begin_of) });
    }
    return 0;
}

int
query_run(const struct query *query, const char *sql, struct error *error)
{
    struct run run = { .query = query };
    int rc = -1;

    if (sandbox_begin(&run.sandbox, query->db, error) == 0 && check_all(&run, sql, error) == 0)
        rc = run_all(&run, sql, error);
    if (query->interrupted)
        *query->interrupted = run.sandbox.interrupted;
    sqlite3_finalize(run.statement);
    render_free(query->render);
    sandbox_end(&run.sandbox);
    if (rc == 0 && ((query->each && widen(query->db, error)) || missing_tell(&run.sandbox.missing, query->db, error)))
        rc = -1;
    return rc;
}
