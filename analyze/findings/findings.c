#include "analyze/findings/findings.h"
#include "analyze/base/slice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/findings/check.h"
#include "sql.h"

#include <stdlib.h>

/* What a row of a check may say, in the order of the parameters of finding_row.sql from ?3 on. */
enum column {
    SEVERITY,
    SUBJECT,
    PID,
    PROGRAM,
    CONTAINER,
    WHAT,
    FACT,
    FACT_MEMBER,
    FACT_LINE,
    OTHER,
    OTHER_MEMBER,
    OTHER_LINE,
    COLUMNS,
};

static const struct {
    const char *name;
    bool required;
} columns[COLUMNS] = {
    [SEVERITY] = { "severity", false },
    [SUBJECT] = { "subject", false },
    [PID] = { "pid", false },
    [PROGRAM] = { "program", false },
    [CONTAINER] = { "container_id", false },
    [WHAT] = { "what", true },
    [FACT] = { "fact", true },
    [FACT_MEMBER] = { "fact_member_id", true },
    [FACT_LINE] = { "fact_line", false },
    [OTHER] = { "other", true },
    [OTHER_MEMBER] = { "other_member_id", false },
    [OTHER_LINE] = { "other_line", false },
};

#define FIRST_PARAMETER 3

enum statement { STORE_CHECK, NEEDS, WHOLE, ADD_ROW, ADD_PROCESS, ADD_RUN, STATEMENTS };

/* What was found out about a pattern of members: several checks look for the same. */
struct looked {
    char *pattern;
    bool missing;
    char *reason; /* NULL when all are */
};

struct run {
    sqlite3 *db;
    int64_t snapshot_id;
    sqlite3_stmt *statements[STATEMENTS];
    struct looked *looked;
    size_t looked_count;

    /* Of the present check. */
    const char *key;
    const struct check *check;
    sqlite3_stmt *rows;
    int places[COLUMNS]; /* of each column in a row; -1 for none */
    int64_t withheld;
    char *reason;
};

/* Keeps the first reason why something is missing. */
static void
give_reason(struct run *run, const char *text)
{
    if (!run->reason)
        run->reason = xasprintf("%s", text);
}

static const char *
text_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return text ? text : "?";
}

/* Asks the database whether the members of a pattern are there, and whole. */
static int
ask_for(struct run *run, struct looked *looked, struct error *error)
{
    sqlite3_stmt *statement = run->statements[NEEDS];
    struct bind bind = bind_begin(statement);
    struct slice begin = { looked->pattern, strcspn(looked->pattern, "*?[") };
    int step;

    bind_number(&bind, run->snapshot_id);
    bind_text(&bind, slice_of(looked->pattern));
    bind_text(&bind, begin);
    step = bind_run(&bind, error);
    if (step == 1) {
        looked->missing = sqlite3_column_int64(statement, 0);
        looked->reason = xasprintf("%s", text_of(statement, 1));
        (void)sqlite3_reset(statement); /* a SELECT that gave its row */
    }
    return step < 0 ? -1 : 0;
}

/* NULL with the error filled. */
static const struct looked *
look_at(struct run *run, struct slice pattern, struct error *error)
{
    struct looked *looked;

    for (size_t i = 0; i < run->looked_count; i++)
        if (slice_is(pattern, run->looked[i].pattern))
            return &run->looked[i];
    run->looked = xrealloc(run->looked, (run->looked_count + 1) * sizeof(*run->looked));
    looked = &run->looked[run->looked_count];
    *looked = (struct looked){ .pattern = xstrndup(pattern.ptr, pattern.len) };
    run->looked_count++;
    return ask_for(run, looked, error) ? NULL : looked;
}

/* Looks for members that a check wants, by one of its words: 1 when it cannot be made, 0 when it can, -1 with the error filled. */
static int
look_for(struct run *run, enum check_word word, struct error *error)
{
    const char *pattern = run->check->words[word];
    bool missing = false;

    while (!missing && pattern && *pattern) {
        size_t len = strcspn(pattern, " ");
        const struct looked *looked = look_at(run, (struct slice){ pattern, len }, error);

        if (!looked)
            return -1;
        if (looked->reason) {
            missing = word == CHECK_NEEDS || looked->missing;
            give_reason(run, looked->reason);
        }
        pattern += len + strspn(pattern + len, " ");
    }
    return missing;
}

/* Whether the snapshot has anything that the check could find: 1, 0, or -1 with the error filled. */
static int
can_find(struct run *run, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    char *sql;
    int rc;

    if (!run->check->words[CHECK_ONLY_IF])
        return 1;
    sql = xasprintf("SELECT 1 FROM %s LIMIT 1", run->check->words[CHECK_ONLY_IF]);
    rc = db_prepare(run->db, sql, &statement, error);
    if (rc == 0 && sqlite3_bind_int64(statement, 1, run->snapshot_id))
        rc = db_error(run->db, "bind", error);
    if (rc == 0)
        rc = db_step(run->db, statement, error);
    sqlite3_finalize(statement);
    free(sql);
    return rc;
}

static int
find_columns(struct run *run, struct error *error)
{
    for (size_t c = 0; c < COLUMNS; c++) {
        run->places[c] = -1;
        for (int i = 0; i < sqlite3_column_count(run->rows); i++)
            if (strcmp(sqlite3_column_name(run->rows, i), columns[c].name) == 0)
                run->places[c] = i;
        if (run->places[c] < 0 && columns[c].required)
            return error_set(error, "no column %s", columns[c].name);
    }
    return 0;
}

static struct maybe
number_of(const struct run *run, enum column column)
{
    int place = run->places[column];

    if (place < 0 || sqlite3_column_type(run->rows, place) == SQLITE_NULL)
        return (struct maybe){ false, 0 };
    return maybe_of(sqlite3_column_int64(run->rows, place));
}

/* Whether both facts are from members that were read whole: 1, 0 and the row is counted as withheld, or -1 with the error. */
static int
is_whole(struct run *run, struct error *error)
{
    sqlite3_stmt *statement = run->statements[WHOLE];
    struct bind bind = bind_begin(statement);
    int step;

    bind_maybe(&bind, number_of(run, FACT_MEMBER));
    bind_maybe(&bind, number_of(run, OTHER_MEMBER));
    step = bind_run(&bind, error);
    if (step <= 0)
        return step < 0 ? -1 : 1;
    run->withheld++;
    give_reason(run, text_of(statement, 0));
    (void)sqlite3_reset(statement); /* a SELECT that gave its row */
    return 0;
}

static int
add_process(struct run *run, int64_t finding_id, struct error *error)
{
    struct bind bind = bind_begin(run->statements[ADD_PROCESS]);

    bind_number(&bind, run->snapshot_id);
    bind_number(&bind, finding_id);
    bind_maybe(&bind, number_of(run, PID));
    return bind_run(&bind, error);
}

static int
bind_row(struct run *run, sqlite3_stmt *statement, struct error *error)
{
    int result = sqlite3_bind_int64(statement, 1, run->snapshot_id);

    result |= sqlite3_bind_text(statement, 2, run->key, -1, SQLITE_STATIC);
    for (int c = 0; c < COLUMNS; c++) {
        int place = run->places[c];

        if (place < 0)
            result |= sqlite3_bind_null(statement, FIRST_PARAMETER + c);
        else
            result |= sqlite3_bind_value(statement, FIRST_PARAMETER + c, sqlite3_column_value(run->rows, place));
    }
    if (run->places[SEVERITY] < 0 || sqlite3_column_type(run->rows, run->places[SEVERITY]) == SQLITE_NULL)
        result |= sqlite3_bind_text(statement, FIRST_PARAMETER + SEVERITY, run->check->words[CHECK_SEVERITY], -1,
                                    SQLITE_STATIC);
    return result == SQLITE_OK ? 0 : db_error(run->db, "bind", error);
}

static int
add_row(struct run *run, struct error *error)
{
    sqlite3_stmt *statement = run->statements[ADD_ROW];
    int64_t finding_id;
    int step;

    if (bind_row(run, statement, error))
        return -1;
    step = db_step(run->db, statement, error);
    if (step <= 0) /* 0: it is collect itself */
        return step;
    finding_id = sqlite3_column_int64(statement, 0);
    return db_step(run->db, statement, error) < 0 ? -1 : add_process(run, finding_id, error); /* the step ends it */
}

static int
add_rows(struct run *run, struct error *error)
{
    int step = 0, whole;

    while ((step = db_step(run->db, run->rows, error)) == 1) {
        whole = is_whole(run, error);
        if (whole < 0 || (whole && add_row(run, error)))
            return -1;
    }
    return step;
}

static int
find(struct run *run, struct error *error)
{
    int can = can_find(run, error), rc;

    if (can <= 0)
        return can;
    rc = db_prepare(run->db, run->check->sql, &run->rows, error);

    if (rc == 0)
        rc = find_columns(run, error);
    if (rc == 0 && sqlite3_bind_int64(run->rows, 1, run->snapshot_id))
        rc = db_error(run->db, "bind", error);
    if (rc == 0)
        rc = add_rows(run, error);
    sqlite3_finalize(run->rows);
    run->rows = NULL;
    return rc;
}

static int
store_check(struct run *run, struct error *error)
{
    struct bind bind = bind_begin(run->statements[STORE_CHECK]);

    bind_text(&bind, slice_of(run->key));
    for (size_t i = 0; i < CHECK_STORED; i++)
        bind_text(&bind, slice_of(run->check->words[i]));
    return bind_run(&bind, error);
}

static int
store_run(struct run *run, bool made, struct error *error)
{
    struct bind bind = bind_begin(run->statements[ADD_RUN]);

    bind_number(&bind, run->snapshot_id);
    bind_text(&bind, slice_of(run->key));
    bind_number(&bind, made);
    bind_number(&bind, run->withheld);
    bind_text(&bind, slice_of(run->reason));
    return bind_run(&bind, error);
}

static int
run_check(struct run *run, const struct check_source *source, struct error *error)
{
    struct check check;
    int missing, rc = -1;

    run->key = source->key;
    run->check = &check; /* cppcheck-suppress autoVariables ; until the end of this function */
    run->withheld = 0;
    run->reason = NULL;
    if (check_read(source->sql, &check, error))
        goto out;
    missing = look_for(run, CHECK_NEEDS, error);
    if (missing == 0)
        missing = look_for(run, CHECK_READS, error);
    if (missing < 0 || store_check(run, error) || (missing == 0 && find(run, error)))
        goto out;
    rc = store_run(run, !missing, error);
out:
    free(run->reason);
    check_free(&check);
    run->check = NULL;
    return rc ? error_prefix(error, "check %s", source->key) : 0;
}

static int
run_checks(struct run *run, struct error *error)
{
    const char *const sql[STATEMENTS] = {
        [STORE_CHECK] = sql_finding_check, [NEEDS] = sql_finding_needs,         [WHOLE] = sql_finding_whole,
        [ADD_ROW] = sql_finding_row,       [ADD_PROCESS] = sql_finding_process, [ADD_RUN] = sql_finding_run,
    };
    int rc = db_script(run->db, sql_finding_shared, run->snapshot_id, error);

    for (size_t i = 0; rc == 0 && i < STATEMENTS; i++)
        rc = db_prepare(run->db, sql[i], &run->statements[i], error);
    for (size_t i = 0; rc == 0 && i < check_source_count; i++)
        rc = run_check(run, &check_sources[i], error);
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(run->statements[i]);
    return rc;
}

int
findings_run(sqlite3 *db, int64_t snapshot_id, struct error *error)
{
    struct run run = { .db = db, .snapshot_id = snapshot_id };
    int rc = run_checks(&run, error);

    if (rc == 0)
        rc = db_script(db, sql_finding_unshared, snapshot_id, error);
    for (size_t i = 0; i < run.looked_count; i++) {
        free(run.looked[i].pattern);
        free(run.looked[i].reason);
    }
    free(run.looked);
    return rc;
}

int
findings_count(sqlite3 *db, int64_t snapshot_id, struct findings_counts *counts, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int step = -1;

    if (db_prepare(db, sql_finding_counts, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_number(&bind, snapshot_id);
    step = bind_run(&bind, error);
    if (step == 1)
        *counts = (struct findings_counts){
            .high = sqlite3_column_int64(statement, 0),
            .medium = sqlite3_column_int64(statement, 1),
            .low = sqlite3_column_int64(statement, 2),
        };
    sqlite3_finalize(statement);
    return step < 0 ? -1 : 0;
}
