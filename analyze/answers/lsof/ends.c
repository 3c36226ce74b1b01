#include "analyze/answers/lsof/ends.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <inttypes.h>
#include <stdlib.h>

enum kind { PIPE_ENDS, SOCKET_ENDS, EVENTFD_ENDS, UNIX_PEER, INTERNET_PEER, KINDS };

/* A descriptor that is an end. */
struct met {
    int64_t pid, fd;
};

struct ends {
    sqlite3_stmt *statements[KINDS];
    struct met *met;
    size_t count, size, sorted; /* the first `sorted` are in order */
};

struct ends *
ends_open(sqlite3 *db, struct error *error)
{
    const char *const sql[KINDS] = {
        [PIPE_ENDS] = sql_lsof_pipe_ends,         [SOCKET_ENDS] = sql_lsof_socket_ends,
        [EVENTFD_ENDS] = sql_lsof_eventfd_ends,   [UNIX_PEER] = sql_lsof_unix_peer,
        [INTERNET_PEER] = sql_lsof_internet_peer,
    };
    struct ends *ends = xmalloc(sizeof(*ends));

    *ends = (struct ends){ 0 };
    for (size_t i = 0; i < KINDS; i++)
        if (db_prepare(db, sql[i], &ends->statements[i], error)) {
            ends_free(ends);
            return NULL;
        }
    return ends;
}

void
ends_free(struct ends *ends)
{
    for (size_t i = 0; ends && i < KINDS; i++)
        sqlite3_finalize(ends->statements[i]);
    if (ends)
        free(ends->met);
    free(ends);
}

static void
remember(struct ends *ends, struct met end)
{
    if (ends->count == ends->size) {
        ends->size = ends->size ? 2 * ends->size : 64;
        ends->met = xrealloc(ends->met, ends->size * sizeof(*ends->met));
    }
    ends->met[ends->count++] = end;
}

static int
compare(const void *left, const void *right)
{
    const struct met *a = left, *b = right;

    if (a->pid != b->pid)
        return a->pid < b->pid ? -1 : 1;
    return a->fd == b->fd ? 0 : a->fd < b->fd ? -1 : 1;
}

bool
ends_met(struct ends *ends, int64_t pid, int64_t fd)
{
    struct met wanted = { pid, fd };

    if (ends->count == 0)
        return false;
    if (ends->sorted < ends->count)
        qsort(ends->met, ends->count, sizeof(*ends->met), compare);
    ends->sorted = ends->count;
    return bsearch(&wanted, ends->met, ends->count, sizeof(*ends->met), compare) != NULL;
}

/* Appends the holders that a statement returns, but for the descriptor itself. */
static int
add_holders(struct ends *ends, struct bind *bind, const struct lsof_process *process, struct lsof_file *file,
            struct error *error)
{
    int step;

    while ((step = bind_run(bind, error)) == 1) {
        struct met end = { sqlite3_column_int64(bind->statement, 0), sqlite3_column_int64(bind->statement, 2) };
        const char *command = (const char *)sqlite3_column_text(bind->statement, 1);
        const char *mode = (const char *)sqlite3_column_text(bind->statement, 3);

        if (end.pid == process->pid && end.fd == file->number)
            continue;
        buffer_format(&file->ends, "%s%" PRId64 ",%s,%" PRId64 "%s", file->ends.len > 0 ? " " : "", end.pid,
                      command ? command : "?", end.fd,
                      !mode                     ? ""
                      : strcmp(mode, "rw") == 0 ? "u"
                                                : mode);
        remember(ends, end);
    }
    (void)sqlite3_reset(bind->statement); /* its error is that of the step */
    return step;
}

static int
add_by_inode(struct ends *ends, enum kind kind, int64_t inode, const struct lsof_process *process,
             struct lsof_file *file, struct error *error)
{
    struct bind bind = bind_begin(ends->statements[kind]);

    bind_number(&bind, inode);
    return add_holders(ends, &bind, process, file, error);
}

static struct bind
ask_peer(struct ends *ends, const struct lsof_socket *socket)
{
    enum kind kind = socket->family == 1 ? UNIX_PEER : INTERNET_PEER;
    struct bind bind = bind_begin(ends->statements[kind]);

    if (kind == UNIX_PEER) {
        bind_maybe(&bind, socket->diag_member);
        bind_maybe(&bind, socket->diag_line);
        return bind;
    }
    bind_maybe(&bind, socket->net_namespace);
    bind_number(&bind, socket->family);
    bind_number(&bind, socket->protocol);
    bind_blob(&bind, (struct blob){ socket->local.ip.ptr, socket->local.ip.len });
    bind_maybe(&bind, socket->local.port);
    bind_maybe(&bind, socket->remote.port);
    bind_blob(&bind, (struct blob){ socket->remote.ip.ptr, socket->remote.ip.len });
    return bind;
}

static int
add_socket_ends(struct ends *ends, const struct lsof_process *process, struct lsof_file *file, struct error *error)
{
    const struct lsof_socket *socket = file->socket;
    struct bind bind;
    int step;

    if (socket->family != 1 && (!socket->node || !socket->remote.port.known || socket->remote.port.value == 0))
        return 0;
    bind = ask_peer(ends, socket);
    while ((step = bind_run(&bind, error)) == 1) {
        int64_t peer = sqlite3_column_int64(bind.statement, 0);

        if (socket->family == 1)
            buffer_format(&file->ends, "%s->INO=%" PRId64, file->ends.len > 0 ? " " : "", peer);
        if (add_by_inode(ends, SOCKET_ENDS, peer, process, file, error)) {
            step = -1;
            break;
        }
    }
    (void)sqlite3_reset(bind.statement); /* its error is that of the step */
    return step;
}

int
ends_add(struct ends *ends, const struct lsof_process *process, struct lsof_file *file, const char *eventfd,
         struct error *error)
{
    struct bind bind;

    if (file->socket)
        return add_socket_ends(ends, process, file, error);
    if (slice_begins(file->link, "pipe:[") && file->inode.known)
        return add_by_inode(ends, PIPE_ENDS, file->inode.value, process, file, error);
    if (!eventfd)
        return 0;
    bind = bind_begin(ends->statements[EVENTFD_ENDS]);
    bind_text(&bind, slice_of(eventfd));
    return add_holders(ends, &bind, process, file, error);
}
