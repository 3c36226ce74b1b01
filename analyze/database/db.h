/*
 * A case database: opening, checking, and running our own SQL.  The analyst's SQL runs in analyze/query/query.c.
 */
#ifndef ANALYZE_DATABASE_DB_H
#define ANALYZE_DATABASE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "analyze/base/error.h"

/* "Stil" in ASCII: PRAGMA application_id of our databases. */
#define DB_APPLICATION_ID 0x5374696c

/*
 * PRAGMA user_version: grows when a table or a view changes.  DB_DIGEST is the SHA-256 of their SQL, without comments and layout:
 * when it differs, the test version_changes_with_the_tables fails and says what to write here.
 */
#define DB_VERSION 9
#define DB_DIGEST  "f13085889f3e8d4a3754c4dbec05bbe67c61dbc4b889598c5b1c919282964769"

enum db_mode {
    DB_READ,  /* an existing database, never written */
    DB_WRITE, /* created with mode 0600 when it is not there */
};

/*
 * Opens and hardens the database (defensive, no trusted schema, cell size check, no load_extension, heap limit, busy timeout),
 * checks application_id and user_version, and creates the tables in a new one.  A foreign, newer or corrupt file is an
 * error and stays untouched.  On success the caller owns *db and closes it with sqlite3_close.
 */
int db_open(const char *path, enum db_mode mode, sqlite3 **db, struct error *error);

/*
 * Whether a connection that may write must see the database before others can read it: a journal stands beside it, of a load that runs or of one
 * that was killed; or somebody set WAL mode, in which readers write, too.
 */
bool db_wants_recovery(const char *path);

/* Rolls the journal back, and ends WAL mode, unless another program has the database open.  What is wrong shows when it is opened next. */
void db_recover(const char *path);

/*
 * A new database without a name, for work of one command: memory, and where that is not enough a temporary file that nobody else can open.
 * It is gone when it is closed.  The other one stays in memory.
 */
int db_open_scratch(sqlite3 **db, struct error *error);
int db_open_memory(sqlite3 **db, struct error *error);

/* What makes the tables and views of a new database, in order: the scripts of schema/database/.  NULL-terminated. */
extern const char *const db_scripts[];

/* Runs every statement of a script, the parameter ?1 bound to `value` in each that has it. */
int db_script(sqlite3 *db, const char *sql, int64_t value, struct error *error);

/* Runs the script that a query returns as text, or NULL for none; ?1 and ?2 of the query are bound where it has them. */
int db_generated(sqlite3 *db, const char *generator, int64_t first, int64_t second, struct error *error);

/* Prepares one statement of ours, to be used often.  The caller finalizes it. */
int db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **statement, struct error *error);

/* Steps it: 1 for a row, 0 when it is done and has been reset, -1 with the error filled. */
int db_step(sqlite3 *db, sqlite3_stmt *statement, struct error *error);

/* Whether the database has any snapshot: 1 or 0, -1 with the error filled. */
int db_has_snapshots(sqlite3 *db, struct error *error);

/* What stands behind the connection's message: the option that gives it more memory, where that is what it lacks; else "". */
const char *db_bound(sqlite3 *db);

/* Fills the error from the connection: "what: message" and returns -1. */
int db_error(sqlite3 *db, const char *what, struct error *error);

#endif
