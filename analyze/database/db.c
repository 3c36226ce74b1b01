#include "analyze/database/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/base/limits.h"
#include "analyze/confine/pinned.h"
#include "sql.h"

const char *
db_bound(sqlite3 *db)
{
    return sqlite3_errcode(db) == SQLITE_NOMEM ? " (see --limit sqlite-memory)" : "";
}

int
db_error(sqlite3 *db, const char *what, struct error *error)
{
    return error_set(error, "%s: %s%s", what, sqlite3_errmsg(db), db_bound(db));
}

int
db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **statement, struct error *error)
{
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) != SQLITE_OK)
        return db_error(db, "prepare", error);
    return 0;
}

static int
run_statement(sqlite3 *db, sqlite3_stmt *statement, int64_t value, struct error *error)
{
    int result = SQLITE_OK;

    if (sqlite3_bind_parameter_count(statement) > 0)
        result = sqlite3_bind_int64(statement, 1, value);
    if (result == SQLITE_OK)
        do
            result = sqlite3_step(statement);
        while (result == SQLITE_ROW);
    if (sqlite3_finalize(statement) != SQLITE_OK || result != SQLITE_DONE)
        return db_error(db, "database", error);
    return 0;
}

int
db_script(sqlite3 *db, const char *sql, int64_t value, struct error *error)
{
    while (*sql) {
        sqlite3_stmt *statement;

        if (sqlite3_prepare_v2(db, sql, -1, &statement, &sql) != SQLITE_OK)
            return db_error(db, "database", error);
        if (statement && run_statement(db, statement, value, error))
            return -1;
    }
    return 0;
}

/*
 * Reads the whole script before any of it runs, since the script changes what the query reads.  The caller frees it
 * with sqlite3_free.
 */
static int
generate(sqlite3 *db, sqlite3_stmt *statement, const int64_t values[2], char **script, struct error *error)
{
    int count = sqlite3_bind_parameter_count(statement);
    int result;

    for (int i = 0; i < count && i < 2; i++)
        if (sqlite3_bind_int64(statement, i + 1, values[i]) != SQLITE_OK)
            return db_error(db, "database", error);
    result = db_step(db, statement, error);
    if (result <= 0 || sqlite3_column_type(statement, 0) == SQLITE_NULL)
        return result < 0 ? -1 : 0;
    *script = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
    if (!*script)
        die("out of memory");
    return 0;
}

int
db_generated(sqlite3 *db, const char *generator, int64_t first, int64_t second, struct error *error)
{
    const int64_t values[2] = { first, second };
    sqlite3_stmt *statement = NULL;
    char *script = NULL;
    int result;

    if (db_prepare(db, generator, &statement, error))
        return -1;
    result = generate(db, statement, values, &script, error);
    (void)sqlite3_finalize(statement); /* what failed was said */
    if (result == 0 && script)
        result = db_script(db, script, 0, error);
    sqlite3_free(script);
    return result;
}

int
db_step(sqlite3 *db, sqlite3_stmt *statement, struct error *error)
{
    int result = sqlite3_step(statement);

    if (result == SQLITE_ROW)
        return 1;
    if (sqlite3_reset(statement) != SQLITE_OK || result != SQLITE_DONE)
        return db_error(db, "database", error);
    return 0;
}

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

/* Returns an SQLite result code. */
static int
read_header(sqlite3 *db, struct header *header)
{
    sqlite3_stmt *statement;
    int result = sqlite3_prepare_v2(db, sql_database_header, -1, &statement, NULL);

    if (result != SQLITE_OK)
        return result;
    result = sqlite3_step(statement);
    if (result == SQLITE_ROW) {
        header->application = sqlite3_column_int64(statement, 0);
        header->version = sqlite3_column_int64(statement, 1);
        header->tables = sqlite3_column_int64(statement, 2);
    }
    return result == SQLITE_ROW ? sqlite3_finalize(statement) : (sqlite3_finalize(statement), result);
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
        if (check_header(&header, error))
            return -1;
    } else if (create_tables(db, error)) {
        return -1;
    }
    return db_script(db, "COMMIT", 0, error);
}

static int
open_write(const char *path, sqlite3 **db, struct error *error)
{
    int fd = open(pinned_path(path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);

    /* Creates a new file here, so that it has the right mode from the first moment. */
    if (fd < 0 || close(fd))
        return error_set(error, "%s", strerror(errno));
    if (connect(path, SQLITE_OPEN_READWRITE, DB_WRITE, db, error))
        return -1;
    return check_or_create(*db, error);
}

bool
db_has_journal(const char *path)
{
    char *real = realpath(path, NULL), *journal = real ? xasprintf("%s-journal", real) : NULL;
    bool has = journal && access(journal, F_OK) == 0;

    free(journal);
    free(real);
    return has;
}

void
db_roll_back(const char *path)
{
    struct header header;
    struct error ignored = { 0 };
    sqlite3 *db = NULL;

    if (connect(path, SQLITE_OPEN_READWRITE, DB_READ, &db, &ignored) == 0)
        (void)read_header(db, &header);
    (void)sqlite3_close(db);
    error_clear(&ignored);
}

static int
open_read(const char *path, sqlite3 **db, struct error *error)
{
    struct header header = { 0 };
    int result;

    if (connect(path, SQLITE_OPEN_READONLY, DB_READ, db, error))
        return -1;
    result = read_header(*db, &header);
    if (result == SQLITE_READONLY_ROLLBACK) {
        db_roll_back(path);
        result = read_header(*db, &header);
    }
    if (result == SQLITE_NOTADB)
        return error_set(error, "not a database; analyze load makes one of snapshots");
    if (result != SQLITE_OK)
        return db_error(*db, "not a usable database", error);
    return check_header(&header, error);
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
