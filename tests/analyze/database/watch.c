/*
 * Work in the database shows that it goes on, and says nothing once its answer has begun.
 */
#include "tests/support/test.h"

#include <string.h>

#include "analyze/answers/answer.h"
#include "analyze/database/watch.h"
#include "analyze/render/registry.h"
#include "analyze/report/report.h"
#include "tests/support/picture_host.h"
#include "tests/support/progress_screen.h"
#include "tests/support/scene.h"

/* What the line begins with, and how it goes away. */
#define LINE "\r\033[Kcase.db: "
#define GONE "\r\033[K"

static const char count[] =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT max(i) FROM n";

TEST(watch_ticks_while_sql_runs)
{
    struct progress_screen screen;
    sqlite3 *db = NULL;

    progress_screen_open(&screen, "case.db");
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    watch(db, &screen.progress);
    assert_int_equal(sqlite3_exec(db, count, NULL, NULL, NULL), SQLITE_OK);
    assert_true(screen.progress.shown);
    progress_hide(&screen.progress);
    watch(db, NULL);
    screen.progress.due = 0;
    assert_int_equal(sqlite3_exec(db, count, NULL, NULL, NULL), SQLITE_OK);
    assert_false(screen.progress.shown);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(strncmp(progress_screen_close(&screen), LINE "2 h 30 min", strlen(LINE "2 h 30 min")), 0);
    progress_screen_free(&screen);
}

TEST(watch_tells_the_sections_of_a_report)
{
    struct scene *scene = scene_begin();
    struct progress_screen screen;
    struct report_request request = { .progress = &screen.progress };
    const char *text;

    picture_host_case(scene, 1, 2000, NULL);
    progress_screen_open(&screen, "case.db");
    (void)picture_host_report(scene, &request);
    assert_null(screen.progress.out);
    text = progress_screen_close(&screen);
    if (strncmp(text, LINE, strlen(LINE)) != 0 || !strstr(text, ", 2 h 30 min") ||
        strcmp(text + strlen(text) - strlen(GONE), GONE) != 0)
        fail_msg("want a line that comes and goes, have %s", text);
    progress_screen_free(&screen);
    scene_end(scene);
}

/* Counts for a while, then answers. */
static int
answer_late(void *context, struct answer *answer, struct error *error)
{
    static const struct answer_column column = { .name = "n", .title = "N" };
    struct progress_screen *screen = context;

    assert_int_equal(sqlite3_exec(answer->db, count, NULL, NULL, NULL), SQLITE_OK);
    assert_true(screen->progress.shown);
    if (answer_begin(answer, &column, 1, error))
        return -1;
    assert_false(screen->progress.shown);
    screen->progress.due = 0;
    assert_int_equal(sqlite3_exec(answer->db, count, NULL, NULL, NULL), SQLITE_OK);
    assert_false(screen->progress.shown);
    return answer_end(answer, error);
}

TEST(watch_ends_where_an_answer_begins)
{
    struct scene *scene = scene_begin();
    struct progress_screen shown;
    struct screen screen;
    struct scope scope = { 0 };
    struct error error = { 0 };
    struct answer_request request = {
        .scope = &scope, .screen = &screen, .answer = answer_late, .context = &shown, .progress = &shown.progress
    };

    picture_host_case(scene, 1, 20, NULL);
    request.database = scene_text(scene, "%s/case.db", scene_directory(scene));
    progress_screen_open(&shown, "case.db");
    screen_begin(&screen, render_format_by_name("csv", &error));
    if (answer_run(&request, &error))
        fail_msg("%s", error.text);
    screen_end(&screen);
    (void)progress_screen_close(&shown);
    progress_screen_free(&shown);
    scene_end(scene);
}
