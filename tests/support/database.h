/*
 * A case database in memory, with every table and view and without the SQL functions of analyze.
 */
#ifndef TESTS_SUPPORT_DATABASE_H
#define TESTS_SUPPORT_DATABASE_H

#include <sqlite3.h>
#include <stdint.h>

/* An empty database, which the caller closes. */
sqlite3 *database_new(void);

/* The same with two snapshots: 1 of the host web in 2025, which has member 1, and 2 of the host old in 1970, which has nothing. */
sqlite3 *database_host(void);

/* The rows of a statement, each a line, columns separated by '|', NULL as "NULL"; NULL for none.  Freed with sqlite3_free. */
char *database_text(sqlite3 *db, const char *sql);

/* Fails the test unless the statement has these rows, in the form of database_text(). */
void database_expect(sqlite3 *db, const char *sql, const char *expected);

/*
 * An empty database with the rows of two scripts, then what the other scripts, a list that NULL ends, derive from them for each of its
 * snapshots.  A script may use ?1, the snapshot.
 */
sqlite3 *database_derived(const char *base, const char *rows, const char *const *scripts);

/* In a list of scripts: the sockets of the internet, which are no script's work. */
extern const char database_inet[];

/* Runs one of such a list; fails the test if that does. */
void database_derive(sqlite3 *db, const char *script, int64_t snapshot_id);

/* Fails the test unless the question has this answer in database_derived(): the first value of the first row, "" for NULL and for no row. */
void database_check(const char *base, const char *rows, const char *const *scripts, const char *question,
                    const char *expected);

/* Runs statements that must not fail. */
void database_run(sqlite3 *db, const char *sql);

/* Fills mount_super_options from the rows of mountinfo, as loading a snapshot does. */
void database_split_options(sqlite3 *db);

#endif
