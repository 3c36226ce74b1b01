#include "analyze/commands/confined.h"
#include "analyze/base/notice.h"
#include "analyze/database/beside.h"
#include "analyze/database/db.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the new process: opens the database so that SQLite rolls it back, or ends WAL mode. */
static _Noreturn void
recover(const struct settings *settings, const char *database)
{
    const struct confine_request request = { .files = CONFINE_DATABASE, .database = database };
    struct confinement confinement;
    struct error error = { 0 };

    beside_begin(database);
    if (confine(settings, &request, &confinement, &error) == 0)
        db_recover(database);
    _exit(0); /* whoever opens the database next sees what became of it */
}

int
confined_recover(const struct settings *settings, const char *database, struct error *error)
{
    pid_t pid;

    if (!db_wants_recovery(database))
        return 0;
    pid = fork();
    if (pid == 0)
        recover(settings, database);
    if (pid < 0)
        return error_set(error, "%s: a process to recover it: %s", database, strerror(errno));
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
    return 0;
}

int
confined_to_match(const struct settings *settings, const char *database, char *const *lists, size_t count,
                  struct error *error)
{
    const struct confine_request request = {
        .files = CONFINE_READ, .database = database, .inputs = lists, .count = count
    };
    struct confinement confinement = { 0 };
    int rc = confined_recover(settings, database, error);

    (void)sqlite3_hard_heap_limit64(settings->limits.sqlite_bytes);
    if (rc == 0)
        rc = confine(settings, &request, &confinement, error);
    confinement_free(&confinement);
    return rc;
}

int
confined_to_read(const struct settings *settings, const char *database, struct error *error)
{
    return confined_to_match(settings, database, NULL, 0, error);
}

int
confined_answer(const struct settings *settings, const struct render_format *format, struct answer_request *request,
                struct error *error)
{
    struct screen screen;
    struct progress progress;
    int rc;

    progress_begin(&progress, request->database, !request->waits);
    screen_begin(&screen, format);
    request->screen = &screen;
    request->progress = &progress;
    rc = confined_to_read(settings, request->database, error);
    if (rc == 0)
        rc = answer_run(request, error);
    screen_end(&screen);
    request->screen = NULL;
    request->progress = NULL;
    return rc;
}

int
confined_to(const struct settings *settings, const struct confine_request *request, struct confinement *confinement,
            struct error *error)
{
    int rc = confine(settings, request, confinement, error);

    (void)sqlite3_hard_heap_limit64(settings->limits.sqlite_bytes);
    if (rc == 0 && confinement->lacks)
        notice("confined by %s only, since this machine lacks the rest: %s (--require-sandbox refuses)",
               confinement->holds, confinement->lacks);
    return rc;
}
