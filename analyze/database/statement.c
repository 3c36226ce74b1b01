/* Running our own SQL, on a connection that db.c opened. */
#include "analyze/database/db.h"

const char *
db_bound(sqlite3 *db)
{
    return sqlite3_errcode(db) == SQLITE_NOMEM ? " (see --limit sqlite-memory)" : "";
}

int
db_error(sqlite3 *db, const char *what, struct error *error)
{
    return error_set(error, "%s: %s%s", what, sqlite3_errmsg(db), db_bound(db));
}

int
db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **statement, struct error *error)
{
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) != SQLITE_OK)
        return db_error(db, "prepare", error);
    return 0;
}

static int
run_statement(sqlite3 *db, sqlite3_stmt *statement, int64_t value, struct error *error)
{
    int result = SQLITE_OK;

    if (sqlite3_bind_parameter_count(statement) > 0)
        result = sqlite3_bind_int64(statement, 1, value);
    if (result == SQLITE_OK)
        do
            result = sqlite3_step(statement);
        while (result == SQLITE_ROW);
    if (sqlite3_finalize(statement) != SQLITE_OK || result != SQLITE_DONE)
        return db_error(db, "database", error);
    return 0;
}

int
db_script(sqlite3 *db, const char *sql, int64_t value, struct error *error)
{
    while (*sql) {
        sqlite3_stmt *statement;

        if (sqlite3_prepare_v2(db, sql, -1, &statement, &sql) != SQLITE_OK)
            return db_error(db, "database", error);
        if (statement && run_statement(db, statement, value, error))
            return -1;
    }
    return 0;
}

/*
 * Reads the whole script before any of it runs, since the script changes what the query reads.  The caller frees it
 * with sqlite3_free.
 */
static int
generate(sqlite3 *db, sqlite3_stmt *statement, const int64_t values[2], char **script, struct error *error)
{
    int count = sqlite3_bind_parameter_count(statement);
    int result;

    for (int i = 0; i < count && i < 2; i++)
        if (sqlite3_bind_int64(statement, i + 1, values[i]) != SQLITE_OK)
            return db_error(db, "database", error);
    result = db_step(db, statement, error);
    if (result <= 0 || sqlite3_column_type(statement, 0) == SQLITE_NULL)
        return result < 0 ? -1 : 0;
    *script = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
    if (!*script)
        die("out of memory");
    return 0;
}

int
db_generated(sqlite3 *db, const char *generator, int64_t first, int64_t second, struct error *error)
{
    const int64_t values[2] = { first, second };
    sqlite3_stmt *statement = NULL;
    char *script = NULL;
    int result;

    if (db_prepare(db, generator, &statement, error))
        return -1;
    result = generate(db, statement, values, &script, error);
    (void)sqlite3_finalize(statement); /* what failed was said */
    if (result == 0 && script)
        result = db_script(db, script, 0, error);
    sqlite3_free(script);
    return result;
}

int
db_step(sqlite3 *db, sqlite3_stmt *statement, struct error *error)
{
    int result = sqlite3_step(statement);

    if (result == SQLITE_ROW)
        return 1;
    if (sqlite3_reset(statement) != SQLITE_OK || result != SQLITE_DONE)
        return db_error(db, "database", error);
    return 0;
}
