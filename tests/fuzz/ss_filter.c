/*
 * The filter language of ss on any text.  What is in parentheses behind a `not` matches where it does not match without.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "analyze/answers/ss/filter.h"
#include "analyze/base/error.h"
#include "analyze/database/db.h"
#include "analyze/query/narrow.h"
#include "sql.h"
#include "tests/support/fuzz.h"
#include "tests/support/fuzz_case.h"

static sqlite3 *
the_database(void)
{
    static sqlite3 *db;
    struct error error = { 0 };
    struct fuzz_case c;

    if (db)
        return db;
    fuzz_case_make(&c);
    if (db_open(c.path, DB_READ, &db, &error) || narrow(db, 1, &error))
        fuzz_fail("%s", error.text);
    fuzz_case_remove(&c);
    fuzz_silence();
    return db;
}

static struct ss_filter *
parse(const char *text, sqlite3 *db)
{
    struct ss_selection selection = { .tables = 0 };
    struct error error = { 0 };
    struct ss_filter *filter = ss_filter_parse(text, &selection, db, &error);

    if (!filter && !error.text)
        fuzz_fail("refused without a word");
    error_clear(&error);
    return filter;
}

/* The sockets of the snapshot, as many as a number has bits: bit i for the ith that matches. */
static uint64_t
matches(sqlite3 *db, struct ss_filter *filter)
{
    struct ss_row row = { .local_port = 22, .remote_port = 4711, .mark = 7, .cgroup = 1 };
    struct error error = { 0 };
    uint64_t bits = 0;

    if (db_prepare(db, sql_ss_sockets, &row.columns, &error))
        fuzz_fail("%s", error.text);
    (void)ss_filter_needs(filter);
    ss_filter_set_port_range(filter, 32768, 60999);
    for (unsigned i = 0; i < 64 && db_step(db, row.columns, &error) == 1; i++) {
        row.family = (int)ss_number(&row, COLUMN_FAMILY);
        row.table = row.family == AF_UNIX ? SS_UNIX_STREAM : SS_TCP;
        row.state = SS_LISTEN;
        if (ss_filter_matches(filter, &row))
            bits |= UINT64_C(1) << i;
    }
    sqlite3_finalize(row.columns);
    error_clear(&error);
    return bits;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sqlite3 *db = the_database();
    char *text = fuzz_string(data, size);
    char *none = xasprintf("not ( autobound ) and ( not ( %s ) and ( %s ) )", text, text);
    struct ss_filter *filter = parse(text, db), *never = parse(none, db);

    if (filter)
        (void)matches(db, filter);
    if (never && matches(db, never) != 0)
        fuzz_fail("%s matches", none);
    ss_filter_free(filter);
    ss_filter_free(never);
    free(none);
    free(text);
    return 0;
}
