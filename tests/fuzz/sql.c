/*
 * Any text as the analyst's SQL, under the guard: it reads, and changes nothing, in no database and in no directory.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "analyze/query/session.h"
#include "analyze/render/registry.h"
#include "tests/support/fuzz.h"
#include "tests/support/fuzz_case.h"

/* Nanoseconds until Ctrl-C comes for what does not end by itself. */
#define PATIENCE 50000000

struct target {
    struct session session;
    struct scope scope;
    timer_t timer;
    char *before; /* what the connection has, before the first query */
};

static void
ignore(int number)
{
    (void)number;
}

/* What could be changed, as text.  The caller frees it with sqlite3_free(). */
static char *
state_of(sqlite3 *db)
{
    static const char sql[] =
        "SELECT (SELECT group_concat(name) FROM pragma_database_list) || ' ' || (SELECT count(*) FROM"
        " sqlite_schema) || ' ' || (SELECT count(*) FROM temp.sqlite_schema) || ' ' || (SELECT"
        " group_concat(path) FROM members) || ' ' || total_changes()";
    sqlite3_stmt *statement;
    char *text;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) || sqlite3_step(statement) != SQLITE_ROW)
        fuzz_fail("the connection is of no use any more: %s", sqlite3_errmsg(db));
    text = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return text;
}

/* In an empty directory, so that a file that appears is seen. */
static struct target *
the_target(void)
{
    static struct target target;
    struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGINT };
    char directory[] = "/tmp/stillframe-sql-XXXXXX";
    struct error error = { 0 };
    struct fuzz_case c;

    if (target.before)
        return &target;
    event._sigev_un._tid = gettid(); /* engines have other threads, which block nothing */
    fuzz_case_make(&c);
    target.scope = (struct scope){ .all = true };
    if (session_open(&target.session, c.path, &error) || session_scope(&target.session, &target.scope, &error))
        fuzz_fail("%s", error.text);
    target.before = state_of(target.session.db);
    fuzz_case_remove(&c);
    if (signal(SIGINT, ignore) == SIG_ERR || timer_create(CLOCK_MONOTONIC, &event, &target.timer) != 0 ||
        !mkdtemp(directory) || chdir(directory) != 0 || rmdir(directory) != 0)
        fuzz_fail("no place to run");
    fuzz_silence();
    return &target;
}

static void
wait_at_most(const struct target *target, long nanoseconds)
{
    struct itimerspec time = { .it_value = { 0, nanoseconds } };

    if (timer_settime(target->timer, 0, &time, NULL) != 0)
        fuzz_fail("no timer");
}

static void
check_directory(void)
{
    DIR *directory = opendir(".");
    size_t count = 0;

    if (!directory)
        fuzz_fail("no directory");
    while (readdir(directory))
        count++;
    closedir(directory);
    if (count > 2) /* a directory that was removed has not even . and .. */
        fuzz_fail("a query made a file");
}

static void
run(struct target *target, const char *sql, FILE *out)
{
    struct error error = { 0 };
    struct render render;

    render_init(&render, &render_jsonl, out);
    wait_at_most(target, PATIENCE);
    if (session_run(&target->session, &render, NULL, sql, &error) != 0 && !error.text)
        fuzz_fail("refused without a word");
    wait_at_most(target, 0);
    render_free(&render);
    error_clear(&error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct target *target = the_target();
    FILE *out = fopen("/dev/null", "we");
    char *sql = fuzz_string(data, size), *after;

    if (!out)
        fuzz_fail("/dev/null");
    run(target, sql, out);
    after = state_of(target->session.db);
    if (strcmp(after, target->before) != 0)
        fuzz_fail("a query changed %s\ninto %s", target->before, after);
    check_directory();
    sqlite3_free(after);
    free(sql);
    (void)fclose(out);
    return 0;
}
