#include "analyze/answers/lsof/walk.h"
#include "analyze/answers/lsof/describe.h"
#include "analyze/answers/lsof/select.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct lsof_file
walk_new_file(const char *fd, int64_t number)
{
    return (struct lsof_file){ .fd = fd, .number = number, .access = ' ', .lock = ' ', .type = "?" };
}

int
walk_file(struct walk *walk, const struct lsof_process *process, struct lsof_file *file, const char *eventfd,
          struct error *error)
{
    bool listed = !process->left_out && select_file(walk->request, process, file);
    int rc = 0;

    if (listed && walk->ends && process->pid >= 0)
        rc = ends_add(walk->ends, process, file, eventfd, error);
    else if (walk->ends && !walk->finding && !file->fd && process->tid == 0 && process->pid >= 0 &&
             walk->request->endpoints == LSOF_LIST_ENDPOINTS && ends_met(walk->ends, process->pid, file->number)) {
        listed = true;
        rc = ends_add(walk->ends, process, file, eventfd, error);
    }
    walk->request->listed |= listed;
    if (rc == 0 && listed && !walk->finding)
        rc = walk->writer->file(walk->output, process, file, error);
    buffer_free(&file->name);
    buffer_free(&file->ends);
    return rc;
}

/* Why the table of descriptors was not read, where no line of its links says so; NULL where it was. */
static const char *
unread_reason(const struct walk *walk, int64_t pid, int64_t tid)
{
    size_t low = 0, high = walk->unread_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct unread *unread = &walk->unread[middle];

        if (unread->pid == pid && unread->tid == tid)
            return unread->reason;
        if (unread->pid < pid || (unread->pid == pid && unread->tid < tid))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Where the links and the descriptors of a thread are. */
struct places {
    int64_t links, descriptors; /* tid; 0: it is not known whose descriptors it has */
};

/* All files of a process or thread. */
static int
walk_one(struct walk *walk, struct lsof_process *process, struct places places, struct error *error)
{
    const char *reason = unread_reason(walk, process->pid, places.descriptors);
    char *program = NULL;
    bool unread = false; /* a row says so already */
    int rc = 0;

    process->left_out = !select_process(walk->request, process);
    if (process->left_out) {
        if (walk->request->endpoints != LSOF_LIST_ENDPOINTS || walk->finding)
            return 0;
        return walk_descriptors(walk, process, places.descriptors, error); /* it may have an end */
    }
    rc = walk_links(walk, process, places.links, &program, &unread, error);
    if (rc == 0)
        rc = walk_maps(walk, process, program, error);
    free(program);
    if (rc == 0 && places.descriptors == 0)
        return walk_unread_table(walk, process, "as its process or as a thread before it", error);
    if (rc == 0)
        rc = walk_descriptors(walk, process, places.descriptors, error);
    if (rc == 0 && reason && !unread)
        rc = walk_unread_table(walk, process, reason, error);
    return rc;
}

/* The threads of a process that are listed: each with -K, and where nothing is selected, else those that have descriptors of their own. */
static int
walk_tasks(struct walk *walk, const struct lsof_process *process, struct error *error)
{
    bool all = walk->request->tasks || (lsof_used(walk->request) == 0 && !walk->request->no_tasks),
         private_seen = false;
    struct bind bind = bind_begin(walk->statements[WALK_TASKS]);
    int step;

    bind_number(&bind, process->pid);
    while ((step = bind_run(&bind, error)) == 1) {
        int64_t tid = sqlite3_column_int64(bind.statement, 0);
        const char *name = (const char *)sqlite3_column_text(bind.statement, 1);
        bool links = sqlite3_column_int64(bind.statement, 4) != 0, own = sqlite3_column_int64(bind.statement, 5) != 0;
        struct lsof_process task = *process;
        /* Links without descriptors: the thread has those of its process, or of a thread before it. */
        struct places places = { links ? tid : process->pid, own ? tid : private_seen && links ? 0 : process->pid };
        int rc;

        private_seen |= own;
        if (!all && !own)
            continue;
        task.tid = tid;
        task.task = xasprintf("%s", name ? name : "?");
        task.ppid = walk_number(bind.statement, 2);
        task.pgid = walk_number(bind.statement, 3);
        rc = walk_one(walk, &task, places, error);
        free(task.task);
        if (rc) {
            step = -1;
            break;
        }
    }
    (void)sqlite3_reset(bind.statement); /* its error is that of the step */
    return step;
}

/* With -a -K lsof lists a process beside its threads. */
static int
select_beside_tasks(struct walk *walk, struct lsof_process *process, struct error *error)
{
    struct bind bind = bind_begin(walk->statements[WALK_TASKS]);
    int step;

    if (!walk->request->tasks || !walk->request->all_of)
        return 0;
    bind_number(&bind, process->pid);
    step = bind_run(&bind, error);
    (void)sqlite3_reset(bind.statement); /* its error is that of the step */
    if (step == 1)
        process->selected |= LSOF_TASK;
    return step < 0 ? -1 : 0;
}

static void
read_process(struct walk *walk, sqlite3_stmt *statement, struct lsof_process *process)
{
    struct slice name = walk_text(statement, 1);

    *process = (struct lsof_process){
        .pid = sqlite3_column_int64(statement, 0),
        .command = name.ptr ? xstrndup(name.ptr, name.len) : xasprintf("?"),
        .ppid = walk_number(statement, 2),
        .pgid = walk_number(statement, 3),
        .uid = walk_number(statement, 4),
    };
    if (process->uid.known)
        process->user = lookup_user(walk->lookup, process->uid.value, &process->user_is_name);
}

static int
walk_process(struct walk *walk, sqlite3_stmt *statement, struct error *error)
{
    struct lsof_process process;
    bool tasks = !walk->request->no_tasks && (walk->own_tasks || walk->request->tasks || lsof_used(walk->request) == 0);
    unsigned selected;
    int rc;

    read_process(walk, statement, &process);
    rc = select_beside_tasks(walk, &process, error);
    selected = process.selected;
    if (rc == 0)
        rc = walk_one(walk, &process, (struct places){ process.pid, process.pid }, error);
    process.selected = selected;
    if (rc == 0 && tasks)
        rc = walk_tasks(walk, &process, error);
    free(process.command);
    free(process.user);
    return rc;
}

int
walk_run(struct walk *walk, struct error *error)
{
    static const struct lsof_process nobody = { .pid = -1 };
    sqlite3_stmt *statement = walk->statements[WALK_PROCESSES];
    int step;

    while ((step = db_step(walk->db, statement, error)) == 1)
        if (walk_process(walk, statement, error)) {
            step = -1;
            break;
        }
    (void)sqlite3_reset(statement); /* its error is that of the step */
    if (step == 0 && !walk->finding && (lsof_used(walk->request) & (LSOF_OF_SOCKET | LSOF_FILE)))
        step = walk_descriptors(walk, &nobody, 0, error);
    return step;
}
