/*
 * Queries of a case database, with plain SQLite and without the SQL functions of analyze: a case must be usable that way.
 */
#ifndef TESTS_SUPPORT_QUERY_H
#define TESTS_SUPPORT_QUERY_H

#include <stdint.h>

struct scene;

/*
 * The rows, each a line, columns separated by '|', NULL as "NULL"; lives until the end of the scene.  `database` is relative to
 * the scene's directory.  The format is that of sqlite3_mprintf: %Q quotes a string.  A failing statement fails the test.
 */
char *query(struct scene *scene, const char *database, const char *format, ...);

/* The one number that the statement returns. */
int64_t query_number(struct scene *scene, const char *database, const char *format, ...);

#endif
