#include "analyze/database/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/base/limits.h"
#include "analyze/confine/pinned.h"
#include "analyze/database/file.h"
#include "analyze/database/genuine.h"
#include "sql.h"

/* Takes from a file of unknown origin the means to do us harm; see sqlite.org/security.html. */
static int
harden(sqlite3 *db, enum db_mode mode, struct error *error)
{
    static const struct {
        int option;
        int value;
    } options[] = {
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },
        { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
        { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
        { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
    };

    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
        if (sqlite3_db_config(db, options[i].option, options[i].value, NULL) != SQLITE_OK)
            return db_error(db, "hardening", error);
    (void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    if (sqlite3_hard_heap_limit64(-1) == 0) /* unless --limit says otherwise: see confined.c */
        (void)sqlite3_hard_heap_limit64(LIMIT_SQLITE_HEAP);
    (void)sqlite3_extended_result_codes(db, 1);
    if (sqlite3_busy_timeout(db, mode == DB_WRITE ? LIMIT_WRITER_WAIT : LIMIT_READER_WAIT) != SQLITE_OK)
        return db_error(db, "busy timeout", error);
    return db_script(db, mode == DB_WRITE ? sql_pragmas_write : sql_pragmas_read, 0, error);
}

/* Opens the connection to what SQLite calls so. */
static int
connect_name(const char *name, int flags, enum db_mode mode, sqlite3 **db, struct error *error)
{
    int result = sqlite3_open_v2(name, db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);

    if (!*db)
        die("out of memory");
    if (result != SQLITE_OK) {
        int number = sqlite3_system_errno(*db);

        return number ? error_set(error, "%s", strerror(number)) : db_error(*db, "open", error);
    }
    return harden(*db, mode, error);
}

/* Opens the connection.  "./" keeps ":memory:" and "file:" from meaning anything but files of that name. */
static int
connect(const char *path, int flags, enum db_mode mode, sqlite3 **db, struct error *error)
{
    char *name = xasprintf("%s%s", path[0] == '/' ? "" : "./", path);
    int result = connect_name(name, flags, mode, db, error);

    free(name);
    return result;
}

struct header {
    int64_t application;
    int64_t version;
    int64_t tables;
};

/* The number that a statement tells.  Returns an SQLite result code. */
static int
read_number(sqlite3 *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement;
    int result = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

    if (result != SQLITE_OK)
        return result;
    result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    return result == SQLITE_ROW ? sqlite3_finalize(statement) : (sqlite3_finalize(statement), result);
}

/* Asks nothing that a table or a view of the database could answer.  Returns an SQLite result code. */
static int
read_header(sqlite3 *db, struct header *header)
{
    int result = read_number(db, "PRAGMA application_id", &header->application);

    if (result == SQLITE_OK)
        result = read_number(db, "PRAGMA user_version", &header->version);
    if (result == SQLITE_OK)
        result = read_number(db, "SELECT count(*) FROM main.sqlite_master", &header->tables);
    return result;
}

static int
check_header(const struct header *header, struct error *error)
{
    if (header->application != DB_APPLICATION_ID)
        return error_set(error, header->tables > 0 ? "a database of something else" : "a database without snapshots");
    if (header->version > DB_VERSION)
        return error_set(error, "a database of version %lld, and this program knows versions up to %d",
                         (long long)header->version, DB_VERSION);
    if (header->version < DB_VERSION)
        return error_set(error, "a database of version %lld: load its snapshots again into a new one",
                         (long long)header->version);
    return 0;
}

/* In the order in which a reader wants them.  A view may stand before a table that it reads. */

/* clang-format off */ /* one a line */
const char *const db_scripts[] = {
    sql_archives,   sql_hosts,     sql_namespaces, sql_sockets,     sql_socket_tables, sql_diag,       sql_connections,
    sql_conntrack,  sql_processes, sql_programs,   sql_descriptors, sql_sightings,     sql_containers, sql_mounts,
    sql_interfaces, sql_bpf,       sql_routes,     sql_tunnels,     sql_network,       sql_host,       sql_kernel,
    sql_users,      sql_names,     sql_findings,   sql_directions,  sql_history,       sql_timeline,   sql_comparisons,
    NULL,
};
/* clang-format on */

static int
create_tables(sqlite3 *db, struct error *error)
{
    char *pragmas = xasprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", DB_APPLICATION_ID, DB_VERSION);
    int result;

    result = db_script(db, pragmas, 0, error);
    free(pragmas);
    for (const char *const *script = db_scripts; result == 0 && *script; script++)
        result = db_script(db, *script, 0, error);
    return result ? -1 : db_script(db, sql_statistics, 0, error);
}

/* Looks at the database under the write lock, so that of two programs one creates the tables. */
static int
check_or_create(sqlite3 *db, struct error *error)
{
    struct header header = { 0 };

    if (db_script(db, "BEGIN IMMEDIATE", 0, error))
        return -1;
    if (read_header(db, &header) != SQLITE_OK)
        return db_error(db, "not a usable database", error);
    if (header.tables > 0 || header.application != 0) {
        if (check_header(&header, error) || genuine_check(db, error))
            return -1;
    } else if (create_tables(db, error)) {
        return -1;
    }
    return db_script(db, "COMMIT", 0, error);
}

/* The database alone, whatever stands beside it: nothing is written, and nothing waited for. */
static int
connect_alone(const char *path, sqlite3 **db, struct error *error)
{
    char *name = database_file_alone(path);
    int result = connect_name(name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, DB_READ, db, error);

    free(name);
    return result;
}

/* Of a database that is not ours: what is wrong with it, found without a change to it; 0 where it is a new one that is empty. */
static int
check_foreign(const char *path, struct error *error)
{
    struct header header = { 0 };
    sqlite3 *db = NULL;
    int result = connect_alone(path, &db, error);

    if (result == 0 && read_header(db, &header) != SQLITE_OK)
        result = db_error(db, "not a usable database", error);
    if (result == 0 && (header.tables > 0 || header.application != 0))
        result = check_header(&header, error);
    else if (result == 0 && database_file_has(path, "-wal"))
        result = error_set(error, "a database of something else, whose tables are in %s-wal", path);
    (void)sqlite3_close(db);
    return result;
}

static int
open_write(const char *path, sqlite3 **db, struct error *error)
{
    struct database_file file = database_file_look(path);
    int fd = open(pinned_path(path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);

    /* Creates a new file here, so that it has the right mode from the first moment. */
    if (fd < 0 || close(fd))
        return error_set(error, "%s", strerror(errno));
    if ((file.foreign && check_foreign(path, error)) || connect(path, SQLITE_OPEN_READWRITE, DB_WRITE, db, error) ||
        check_or_create(*db, error))
        return -1;
    if (file.wal) {
        struct error ignored = { 0 };

        (void)db_script(*db, sql_journal_mode, 0,
                        &ignored); /* who has it open, too, can read what is written either way */
        error_clear(&ignored);
    }
    return 0;
}

bool
db_wants_recovery(const char *path)
{
    struct database_file file = database_file_look(path);

    return !file.foreign && (file.wal || database_file_has(path, "-journal"));
}

void
db_recover(const char *path)
{
    struct header header;
    struct error ignored = { 0 };
    sqlite3 *db = NULL;

    if (connect(path, SQLITE_OPEN_READWRITE, DB_READ, &db, &ignored) == 0 && read_header(db, &header) == SQLITE_OK)
        (void)db_script(db, sql_journal_mode, 0, &ignored);
    (void)sqlite3_close(db);
    error_clear(&ignored);
}

static int
open_read(const char *path, sqlite3 **db, struct error *error)
{
    struct database_file file = database_file_look(path);
    struct header header = { 0 };
    int result;

    if (file.wal && !file.foreign && database_file_has(path, "-wal"))
        return error_set(error,
                         "in WAL mode, with a %s-wal that cannot be taken over: it is open elsewhere, or "
                         "may not be written",
                         path);
    if (file.wal || file.foreign ? connect_alone(path, db, error)
                                 : connect(path, SQLITE_OPEN_READONLY, DB_READ, db, error))
        return -1;
    result = read_header(*db, &header);
    if (result == SQLITE_READONLY_ROLLBACK) {
        db_recover(path);
        result = read_header(*db, &header);
    }
    if (result == SQLITE_NOTADB)
        return error_set(error, "not a database; analyze load makes one of snapshots");
    if (result != SQLITE_OK)
        return db_error(*db, "not a usable database", error);
    return check_header(&header, error) ? -1 : genuine_check(*db, error);
}

int
db_open(const char *path, enum db_mode mode, sqlite3 **db, struct error *error)
{
    int result;

    *db = NULL;
    result = mode == DB_WRITE ? open_write(path, db, error) : open_read(path, db, error);
    if (result == 0)
        return 0;
    (void)sqlite3_close(*db);
    *db = NULL;
    return error_prefix(error, "%s", path);
}

static int
open_nameless(const char *name, sqlite3 **db, struct error *error)
{
    *db = NULL;
    if (connect_name(name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, DB_WRITE, db, error) == 0 &&
        check_or_create(*db, error) == 0)
        return 0;
    (void)sqlite3_close(*db);
    *db = NULL;
    return error_prefix(error, "temporary database");
}

int
db_open_scratch(sqlite3 **db, struct error *error)
{
    return open_nameless("", db, error);
}

int
db_open_memory(sqlite3 **db, struct error *error)
{
    return open_nameless(":memory:", db, error);
}

int
db_has_snapshots(sqlite3 *db, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int step;

    if (db_prepare(db, sql_any_snapshot, &statement, error))
        return -1;
    step = db_step(db, statement, error);
    (void)sqlite3_finalize(statement); /* what failed was said */
    return step;
}
