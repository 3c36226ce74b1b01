/*
 * Whether the tables, views and indexes of a database are those that this program makes.  The header alone does not say it: whoever writes a
 * database can write that, too, and a view of his that has the name of one of ours is asked by every command.
 */
#ifndef ANALYZE_DATABASE_GENUINE_H
#define ANALYZE_DATABASE_GENUINE_H

#include <sqlite3.h>

#include "analyze/base/error.h"

/*
 * What has the name of something of ours must have its text, comments and white space apart; all of ours must be there; and nothing else may
 * be made on our tables or have a name that our own SQL would find in the place of one of SQLite's functions.  Other tables and views are their
 * maker's business.  0, or -1 with the error.
 */
int genuine_check(sqlite3 *db, struct error *error);

#endif
