/*
 * An empty case database in memory: every table and view, none of our functions.
 */
#ifndef TESTS_SUPPORT_DATABASE_H
#define TESTS_SUPPORT_DATABASE_H

#include <sqlite3.h>

/* The caller closes it. */
sqlite3 *database_new(void);

/* Runs statements that must not fail. */
void database_run(sqlite3 *db, const char *sql);

#endif
