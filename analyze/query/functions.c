#include "analyze/query/functions.h"
#include "analyze/database/db.h"
#include "analyze/query/function.h"

/* A database cannot call them from its views: SQLITE_DIRECTONLY. */
static int
add(sqlite3 *db, const struct function *function, struct error *error)
{
    for (; function->name; function++)
        if (sqlite3_create_function(db, function->name, function->arguments,
                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, function->call, NULL,
                                    NULL))
            return db_error(db, "SQL functions", error);
    return 0;
}

int
functions_add(sqlite3 *db, struct error *error)
{
    if (add(db, functions_of_text, error) || add(db, functions_of_regex, error) ||
        add(db, functions_of_addresses, error) || add(db, functions_of_digests, error))
        return -1;
    return 0;
}
