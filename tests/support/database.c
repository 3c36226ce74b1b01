#include "tests/support/database.h"

#include "analyze/db.h"
#include "tests/support/test.h"

void
database_run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL))
        fail_msg("%s", sqlite3_errmsg(db));
}

sqlite3 *
database_new(void)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    for (const char *const *script = db_scripts; *script; script++)
        database_run(db, *script);
    return db;
}
