#include "analyze/query/sandbox.h"
#include "analyze/base/output.h"
#include "analyze/database/db.h"
#include "analyze/query/mistake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/*
 * Steps of SQLite's virtual machine between two checks for Ctrl-C and for a reader who went away.  Each is a system call; they
 * are about 1 ms apart.
 */
#define STEPS 10000

/*
 * Bounds for sqlite3_limit(): large enough for a question, small enough that a hostile one cannot exhaust the machine.
 */
static const struct {
    int id, most;
} limits[] = {
    { SQLITE_LIMIT_LENGTH, 64 << 20 },          /* a value or a row, bytes: the longest member line is far below */
    { SQLITE_LIMIT_SQL_LENGTH, 1 << 20 },       /* the text of a statement */
    { SQLITE_LIMIT_COLUMN, 2000 },              /* of a result */
    { SQLITE_LIMIT_EXPR_DEPTH, 500 },           /* the parser recurses */
    { SQLITE_LIMIT_COMPOUND_SELECT, 200 },      /* the code generator recurses */
    { SQLITE_LIMIT_VDBE_OP, 1000000 },          /* the program of a statement: views of views grow fast */
    { SQLITE_LIMIT_FUNCTION_ARG, 100 },         /* osquery's own limit */
    { SQLITE_LIMIT_ATTACHED, 0 },               /* no other file */
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 }, /* LIKE and GLOB are quadratic in it */
    { SQLITE_LIMIT_TRIGGER_DEPTH, 0 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
};

/* Pragmas that only tell. */
static const char *const telling_pragmas[] = {
    "collation_list", "compile_options", "foreign_key_list", "function_list", "index_info", "index_list",
    "index_xinfo",    "module_list",     "pragma_list",      "table_info",    "table_list", "table_xinfo",
};

/* Pragmas that tell when they have no argument. */
static const char *const asking_pragmas[] = { "application_id", "encoding", "schema_version", "user_version" };

/* Functions that would reach outside the database, in case SQLite was built with them. */
static const char *const refused_functions[] = { "edit", "fts3_tokenizer", "load_extension", "readfile", "writefile" };

#define IN(list, name) in_list(list, sizeof(list) / sizeof((list)[0]), name)

static bool
in_list(const char *const *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(list[i], name) == 0)
            return true;
    return false;
}

/* How a refused action is named before its object. */
static const char *
action_name(int action, const char *object)
{
    static const struct {
        int action;
        const char *name;
    } names[] = {
        { SQLITE_ATTACH, "ATTACH of" },
        { SQLITE_DETACH, "DETACH of" },
        { SQLITE_TRANSACTION, "the transaction" },
        { SQLITE_SAVEPOINT, "the savepoint" },
        { SQLITE_INSERT, "INSERT into" },
        { SQLITE_UPDATE, "UPDATE of" },
        { SQLITE_DELETE, "DELETE from" },
        { SQLITE_ANALYZE, "ANALYZE of" },
        { SQLITE_REINDEX, "REINDEX of" },
        { SQLITE_PRAGMA, "PRAGMA" },
        { SQLITE_FUNCTION, "the function" },
    };

    /* CREATE, DROP and ALTER first ask to write to the table of tables. */
    if (object && (strcmp(object, "sqlite_master") == 0 || strcmp(object, "sqlite_temp_master") == 0))
        return "a change of the tables in";
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].action == action)
            return names[i].name;
    return "a change of";
}

static bool
is_allowed(int action, const char *first, const char *second)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return true;
    case SQLITE_UPDATE:
        /*
         * SQLite asks for this when a table-valued function is first used.  A real UPDATE of sqlite_master it refuses
         * itself, since the connection is defensive.
         */
        return first && strcmp(first, "sqlite_master") == 0;
    case SQLITE_FUNCTION:
        return second && !IN(refused_functions, second);
    case SQLITE_PRAGMA:
        return first && (IN(telling_pragmas, first) || (!second && IN(asking_pragmas, first)));
    default:
        return false;
    }
}

/* sqlite3_set_authorizer(): `first` and `second` are what the list of action codes says. */
static int
authorize(void *context, int action, const char *first, const char *second, const char *database, const char *view)
{
    struct sandbox *sandbox = context;
    const char *object = action == SQLITE_FUNCTION ? second : first;

    (void)database;
    (void)view;
    if (action == SQLITE_READ && first)
        missing_note(&sandbox->missing, first);
    if (is_allowed(action, first, second))
        return SQLITE_OK;
    if (!sandbox->refused) {
        sandbox->refused =
            sqlite3_mprintf("%s%s%s", action_name(action, object), object ? " " : "", object ? object : "");
        if (!sandbox->refused)
            die("out of memory");
    }
    return SQLITE_DENY;
}

static int
look_for_interrupt(void *context)
{
    struct sandbox *sandbox = context;
    sigset_t interrupt;

    if (sigemptyset(&interrupt) || sigaddset(&interrupt, SIGINT))
        die("sigset");
    if (sigtimedwait(&interrupt, NULL, &(struct timespec){ 0 }) == SIGINT)
        sandbox->interrupted = true;
    sandbox->unread = output_is_closed();
    return sandbox->interrupted || sandbox->unread;
}

int
sandbox_begin(struct sandbox *sandbox, sqlite3 *db, struct error *error)
{
    sigset_t interrupt;

    *sandbox = (struct sandbox){ .db = db };
    if (sigemptyset(&interrupt) || sigaddset(&interrupt, SIGINT) || sigprocmask(SIG_BLOCK, &interrupt, &sandbox->mask))
        die("sigprocmask");
    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
        sqlite3_limit(db, limits[i].id, limits[i].most);
    sqlite3_progress_handler(db, STEPS, look_for_interrupt, sandbox);
    return sandbox_again(sandbox, error);
}

int
sandbox_lift(struct sandbox *sandbox, struct error *error)
{
    return sqlite3_set_authorizer(sandbox->db, NULL, NULL) ? db_error(sandbox->db, "sandbox", error) : 0;
}

int
sandbox_again(struct sandbox *sandbox, struct error *error)
{
    return sqlite3_set_authorizer(sandbox->db, authorize, sandbox) ? db_error(sandbox->db, "sandbox", error) : 0;
}

int
sandbox_error(const struct sandbox *sandbox, const char *sql, struct error *error)
{
    if (sandbox->unread) {
        errno = EPIPE;
        return output_error(error);
    }
    if (sandbox->interrupted)
        return error_set(error, "interrupted");
    if (sandbox->refused)
        return error_set(error, "%s is refused: a query may only read", sandbox->refused);
    error_set(error, "SQL: %s%s", sqlite3_errmsg(sandbox->db), db_bound(sandbox->db));
    if (sql)
        mistake_explain(sandbox->db, sql, error);
    return -1;
}

void
sandbox_end(struct sandbox *sandbox)
{
    struct error ignored = { 0 };

    if (sandbox_lift(sandbox, &ignored))
        error_clear(&ignored); /* the connection is about to be closed */
    sqlite3_progress_handler(sandbox->db, 0, NULL, NULL);
    if (sigprocmask(SIG_SETMASK, &sandbox->mask, NULL))
        die("sigprocmask");
    sqlite3_free(sandbox->refused);
    sandbox->refused = NULL;
}
