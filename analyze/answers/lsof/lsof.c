#include "analyze/answers/lsof/lsof.h"
#include "analyze/answers/lsof/internet.h"
#include "analyze/answers/lsof/namespaces.h"
#include "analyze/answers/lsof/walk.h"
#include "analyze/base/notice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <stdlib.h>

const struct render_format lsof_text_format = { .name = "lsof" };

static int
prepare(struct walk *walk, struct error *error)
{
    const char *const sql[WALK_STATEMENTS] = {
        [WALK_PROCESSES] = sql_lsof_processes,
        [WALK_TASKS] = sql_lsof_tasks,
        [WALK_LINKS] = sql_lsof_links,
        [WALK_MAPS] = sql_lsof_maps,
        [WALK_DESCRIPTORS] = sql_lsof_descriptors,
        [WALK_UNOWNED] = sql_lsof_unowned,
        [WALK_FDINFO] = sql_lsof_fdinfo,
    };

    for (size_t i = 0; i < WALK_STATEMENTS; i++)
        if (db_prepare(walk->db, sql[i], &walk->statements[i], error))
            return -1;
    return 0;
}

/* Steps a statement that returns one number. */
static int
read_number(sqlite3 *db, const char *sql, int64_t *number, struct error *error)
{
    sqlite3_stmt *statement;
    int step;

    if (db_prepare(db, sql, &statement, error))
        return -1;
    step = db_step(db, statement, error);
    *number = step == 1 ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return step < 0 ? -1 : 0;
}

static int
read_unread(struct walk *walk, struct error *error)
{
    sqlite3_stmt *statement;
    int step;

    if (db_prepare(walk->db, sql_lsof_unread, &statement, error))
        return -1;
    while ((step = db_step(walk->db, statement, error)) == 1) {
        struct slice reason = walk_text(statement, 2);

        walk->unread = xrealloc(walk->unread, (walk->unread_count + 1) * sizeof(*walk->unread));
        walk->unread[walk->unread_count++] =
            (struct unread){ sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1),
                             xstrndup(reason.ptr ? reason.ptr : "", reason.len) };
    }
    sqlite3_finalize(statement);
    return step;
}

/* Looks up the numbers of the users of -u in the snapshot. */
static int
resolve_users(struct lsof_request *request, sqlite3 *db, struct error *error)
{
    sqlite3_stmt *statement;
    int step = 0;

    if (db_prepare(db, sql_lsof_user, &statement, error))
        return -1;
    for (size_t i = 0; step >= 0 && i < request->users.count; i++) {
        struct lsof_item *item = &request->users.items[i];
        struct bind bind = bind_begin(statement);

        if (lsof_number(item->text, strlen(item->text)) >= 0)
            continue;
        bind_text(&bind, slice_of(item->text));
        step = bind_run(&bind, error);
        item->known = step == 1;
        item->low = item->high = step == 1 ? sqlite3_column_int64(statement, 0) : -1;
        (void)sqlite3_reset(statement); /* its error is that of the step */
        if (step == 0)
            notice("lsof: -u %s: the /etc/passwd of this snapshot has no user %s", item->text, item->text);
    }
    sqlite3_finalize(statement);
    return step < 0 ? -1 : 0;
}

static const struct writer *
writer_of(const struct lsof_request *request)
{
    return request->json           ? &writer_json
           : request->json_lines   ? &writer_json_lines
           : request->terse        ? &writer_terse
           : request->field_output ? &writer_fields
                                   : &writer_table;
}

static int
open_walk(struct walk *walk, struct namespaces *namespaces, struct error *error)
{
    int64_t big_endian, own_tasks;

    if (resolve_users(walk->request, walk->db, error) || internet_resolve(walk->request, walk->db, error) ||
        namespaces_read(namespaces, walk->db, error) ||
        read_number(walk->db, sql_lsof_byte_order, &big_endian, error) ||
        read_number(walk->db, sql_lsof_own_tasks, &own_tasks, error) || read_unread(walk, error) ||
        prepare(walk, error))
        return -1;
    walk->big_endian = big_endian != 0;
    walk->own_tasks = own_tasks != 0;
    walk->lookup = lookup_open(walk->request, walk->db, error);
    if (!walk->lookup)
        return -1;
    if (walk->request->endpoints == LSOF_NO_ENDPOINTS)
        return 0;
    walk->ends = ends_open(walk->db, error);
    return walk->ends ? 0 : -1;
}

static void
close_walk(struct walk *walk)
{
    for (size_t i = 0; i < WALK_STATEMENTS; i++)
        sqlite3_finalize(walk->statements[i]);
    for (size_t i = 0; i < walk->unread_count; i++)
        free(walk->unread[i].reason);
    free(walk->unread);
    ends_free(walk->ends);
    lookup_free(walk->lookup);
}

static int
run(struct walk *walk, struct error *error)
{
    int rc = 0;

    if (walk->request->endpoints == LSOF_LIST_ENDPOINTS) {
        walk->finding = true;
        rc = walk_run(walk, error);
        walk->finding = false;
    }
    if (rc == 0)
        rc = walk->writer->begin(walk->output, error);
    if (rc == 0)
        rc = walk_run(walk, error);
    if (rc == 0)
        rc = walk->writer->end(walk->output, error);
    return rc;
}

int
lsof_answer(void *request, struct answer *answer, struct error *error)
{
    struct namespaces namespaces = { 0 };
    struct output output = { .request = request, .answer = answer, .namespaces = &namespaces, .pid = -2 };
    struct walk walk = { .request = request, .db = answer->db, .output = &output };
    int rc = -1;

    walk.writer = writer_of(walk.request);
    if (walk.request->terse && answer->chosen > 1)
        error_set(error, "lsof: -t prints pids alone, and %zu snapshots are meant: say which with --host or --snapshot",
                  answer->chosen);
    else if (open_walk(&walk, &namespaces, error) == 0) {
        output.tasks =
            !walk.request->no_tasks && (walk.own_tasks || walk.request->tasks || lsof_used(walk.request) == 0);
        rc = run(&walk, error);
    }
    close_walk(&walk);
    namespaces_free(&namespaces);
    buffer_free(&output.text);
    return rc;
}
