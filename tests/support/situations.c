#include "tests/support/situations.h"

#include <sqlite3.h>
#include <string.h>

#include "analyze/findings/findings.h"
#include "tests/support/database.h"
#include "tests/support/test.h"

void
situations_expect(const char *key, const char *host, const struct situation *situations, size_t count)
{
    char *sql =
        sqlite3_mprintf("SELECT severity, pid, subject FROM finding_rows WHERE key = %Q ORDER BY pid, subject", key);

    for (size_t i = 0; i < count; i++) {
        sqlite3 *db = database_new();
        struct error error = { 0 };
        char *have;

        database_run(db, host);
        database_run(db, situations[i].rows);
        if (findings_run(db, 1, &error))
            fail_msg("%s", error.text);
        have = database_text(db, sql);
        if (strcmp(have ? have : "", situations[i].expected) != 0)
            fail_msg("%s: want %s, have %s, where %s", key, situations[i].expected, have ? have : "",
                     situations[i].rows);
        sqlite3_free(have);
        sqlite3_close(db);
    }
    sqlite3_free(sql);
}
