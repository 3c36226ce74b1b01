#include "analyze/answers/tasks.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <stdlib.h>

static struct maybe
number_of(sqlite3_stmt *row, int column)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return (struct maybe){ 0 };
    return maybe_of(sqlite3_column_int64(row, column));
}

static char *
text_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return text ? xasprintf("%s", text) : NULL;
}

static void
add(struct tasks *tasks, size_t *room, sqlite3_stmt *row)
{
    struct task *task;

    if (tasks->count == *room) {
        *room = *room ? 2 * *room : 256;
        tasks->list = xrealloc(tasks->list, *room * sizeof(*tasks->list));
    }
    task = &tasks->list[tasks->count++];
    for (int i = 0; i < TASK_NUMBER_COUNT; i++)
        task->numbers[i] = number_of(row, i);
    for (int i = 0; i < TASK_TEXT_COUNT; i++)
        task->texts[i] = text_of(row, TASK_NUMBER_COUNT + i);
}

/* Two rows of one task, as a forged snapshot may have them: the first one counts. */
static bool
is_new(const struct tasks *tasks, sqlite3_stmt *row)
{
    const struct task *last = tasks->count > 0 ? &tasks->list[tasks->count - 1] : NULL;

    return !last || last->numbers[TASK_pid].value != sqlite3_column_int64(row, TASK_pid) ||
           last->numbers[TASK_tid].value != sqlite3_column_int64(row, TASK_tid);
}

static int
read_host(sqlite3 *db, struct tasks *tasks, struct error *error)
{
    struct maybe *const facts[] = { &tasks->clock_ticks, &tasks->page_size, &tasks->booted_ns, &tasks->started_ns,
                                    &tasks->memory_kb };
    sqlite3_stmt *statement = NULL;
    int step;

    if (db_prepare(db, sql_tasks_host, &statement, error))
        return -1;
    step = db_step(db, statement, error);
    for (int i = 0; step == 1 && i < (int)(sizeof(facts) / sizeof(facts[0])); i++)
        *facts[i] = number_of(statement, i);
    sqlite3_finalize(statement);
    if (tasks->clock_ticks.value <= 0 ||
        tasks->clock_ticks.value > 1000000000) /* forged: nothing can be divided by it */
        tasks->clock_ticks.known = false;
    return step < 0 ? -1 : 0;
}

int
tasks_read(sqlite3 *db, bool threads, struct tasks *tasks, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    size_t room = 0;
    int step = -1;

    *tasks = (struct tasks){ 0 };
    if (read_host(db, tasks, error) || db_prepare(db, sql_tasks, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_number(&bind, threads);
    for (step = bind_run(&bind, error); step == 1; step = db_step(db, statement, error))
        if (is_new(tasks, statement))
            add(tasks, &room, statement);
    sqlite3_finalize(statement);
    return step;
}

void
tasks_free(struct tasks *tasks)
{
    for (size_t i = 0; i < tasks->count; i++)
        for (int k = 0; k < TASK_TEXT_COUNT; k++)
            free(tasks->list[i].texts[k]);
    free(tasks->list);
    *tasks = (struct tasks){ 0 };
}
