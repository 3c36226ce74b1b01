/*
 * The load of a snapshot as a whole, from any bytes.  What the archive holds may be refused or become problems; the database must take
 * all that the formats and the scripts behind them make of it, and must be sound afterwards.
 *
 * The connection is used again and again: every table of snapshots is emptied between two inputs.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/buffer.h"
#include "analyze/database/db.h"
#include "analyze/load/load.h"
#include "tests/support/fuzz.h"
#include "tests/support/mutate_snapshot.h"

struct target {
    sqlite3 *db;
    struct load *plain, *checked; /* without findings, and with */
    char *clear;                  /* the script that empties the tables */
};

static void
script(sqlite3 *db, const char *sql)
{
    struct error error = { 0 };

    if (db_script(db, sql, 0, &error))
        fuzz_fail("%s", error.text);
}

/* One value, for the caller to free with sqlite3_free(). */
static char *
value(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    char *text;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) || sqlite3_step(statement) != SQLITE_ROW)
        fuzz_fail("%s: %s", sql, sqlite3_errmsg(db));
    text = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return text;
}

static struct target *
the_target(void)
{
    static struct target target;
    struct error error = { 0 };

    if (target.db)
        return &target;
    if (db_open_scratch(&target.db, &error) || load_open(target.db, false, &target.plain, &error) ||
        load_open(target.db, true, &target.checked, &error))
        fuzz_fail("%s", error.text);
    target.clear = value(target.db, "SELECT 'BEGIN;' || group_concat(printf('DELETE FROM \"%w\";', o.name), '') ||"
                                    " 'COMMIT' FROM sqlite_schema AS o WHERE o.type = 'table' AND EXISTS"
                                    " (SELECT 1 FROM pragma_table_info(o.name) AS c WHERE c.name = 'snapshot_id')");
    fuzz_silence();
    return &target;
}

/* What a load says when the archive is at fault; anything else is the database's. */
static bool
is_of_the_archive(const char *text)
{
    return !strstr(text, ": database: ");
}

static void
check_loaded(const struct target *target, const struct load_result *result)
{
    char *problems = value(target->db, "SELECT count(*) FROM problems");
    char *sound = value(target->db, "PRAGMA quick_check");

    if (strtoll(problems, NULL, 10) != result->problems)
        fuzz_fail("%s problems in the table, and %lld told", problems, (long long)result->problems);
    if (strcmp(sound, "ok") != 0)
        fuzz_fail("quick_check: %s", sound);
    if (result->problems == 0 && strcmp(result->summary.result, "cut") == 0)
        fuzz_fail("a cut archive without a problem");
    sqlite3_free(problems);
    sqlite3_free(sound);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct target *target = the_target();
    struct fuzz_file file = fuzz_file(data, size);
    struct load *load = size / 512 % 4 == 0 ? target->checked : target->plain;
    struct load_result result;
    struct error error = { 0 };

    if (load_run(load, file.path, NULL, &result, &error) == 0)
        check_loaded(target, &result);
    else if (!error.text || !is_of_the_archive(error.text) || !sqlite3_get_autocommit(target->db))
        fuzz_fail("%s", error.text ? error.text : "no error");
    error_clear(&error);
    load_result_free(&result);
    script(target->db, target->clear);
    fuzz_unfile(&file);
    return 0;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    return mutate_snapshot(data, size, max_size, seed, LLVMFuzzerMutate);
}
