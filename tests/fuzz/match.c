/*
 * Lists of indicators on any bytes: lines, CSV, STIX, MISP, eve.json, Zeek.  A list comes from a stranger, too.
 */
#include <stdlib.h>

#include "analyze/database/db.h"
#include "analyze/match/list.h"
#include "tests/support/fuzz.h"

/* One table for all inputs, emptied behind each: making it takes longer than most lists. */
struct target {
    sqlite3 *db;
    struct indicators *indicators;
};

static const struct target *
the_target(void)
{
    static struct target target;
    struct error error = { 0 };

    if (target.indicators)
        return &target;
    if (db_open_scratch(&target.db, &error))
        fuzz_fail("%s", error.text);
    target.indicators = indicators_open(target.db, &error);
    if (!target.indicators)
        fuzz_fail("%s", error.text);
    fuzz_silence();
    return &target;
}

static void
check(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL))
        fuzz_fail("%s", sqlite3_errmsg(db));
    if (sqlite3_step(statement) == SQLITE_ROW)
        fuzz_fail("%s: %s", sql, sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct target *target = the_target();
    int64_t rows = indicators_rows(target->indicators), count = indicators_count(target->indicators);
    struct fuzz_file file = fuzz_file(data, size);
    struct error error = { 0 };

    if (list_read(target->indicators, file.path, &error) != 0 && !error.text)
        fuzz_fail("refused without a word");
    if (indicators_rows(target->indicators) - rows < indicators_count(target->indicators) - count)
        fuzz_fail("fewer rows than indicators");
    check(target->db, "SELECT 'an address of ' || length(key) || ' bytes' FROM temp.indicators"
                      " WHERE kind IN ('address', 'network') AND length(key) NOT IN (4, 16)");
    check(target->db, "SELECT 'port ' || key FROM temp.indicators WHERE kind = 'port' AND key NOT BETWEEN 0 AND 65535");
    check(target->db, "SELECT 'a flow that ends before it begins' FROM temp.indicators WHERE end_ns < begin_ns");
    error_clear(&error);
    if (sqlite3_exec(target->db, "DELETE FROM temp.indicators", NULL, NULL, NULL) != SQLITE_OK)
        fuzz_fail("%s", sqlite3_errmsg(target->db));
    fuzz_unfile(&file);
    return 0;
}
