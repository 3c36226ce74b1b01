#include "tests/support/connections.h"

#include <sqlite3.h>

#include "analyze/database/db.h"
#include "sql.h"
#include "tests/support/database.h"
#include "tests/support/test.h"

/* With a row of the dump of unix sockets comes the socket, and the process of its number, which holds it. */
#define WITH_DIAG_UNIX                                                                                                \
    "CREATE TEMP TRIGGER with_diag_unix AFTER INSERT ON main.diag_unix BEGIN"                                         \
    " INSERT INTO sockets (socket_id, snapshot_id, net_namespace, family, protocol, type, state, path, abstract,"     \
    " bound_name, inode, seen, ownership, member_id, line, diag_member_id, diag_line) VALUES (new.line, 1,"           \
    " new.net_namespace, 1, 0, 'stream', CASE new.state WHEN 1 THEN 'CONNECTED' WHEN 11 THEN 'UNCONNECTED'"           \
    " ELSE 'LISTENING' END, new.path, new.abstract, new.bound_name, new.inode, 'before,after,diag', 'owned', 1,"      \
    " new.line, 1, new.line);"                                                                                        \
    " INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode) SELECT 1, 1, count(*)," \
    " new.line, new.line, count(*), 'rw', 'socket', new.line FROM process_fds; END;"

/* What a load makes of the rows of a snapshot. */
static void
derive(sqlite3 *db, int64_t snapshot_id)
{
    const char *const scripts[] = { sql_derive_addresses, sql_derive_translations };
    struct error error = { 0 };

    for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
        if (db_script(db, scripts[i], snapshot_id, &error))
            fail_msg("%s", error.text);
}

void
check_rows(const char *rows, const char *question, const char *expected)
{
    sqlite3_stmt *statement;
    sqlite3 *db = database_new();

    database_run(db, WITH_DIAG_UNIX);
    database_run(db, rows);
    for (int64_t id = 1; id < 5; id++)
        derive(db, id);
    if (sqlite3_prepare_v2(db, question, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal(sqlite3_column_text(statement, 0) ? (const char *)sqlite3_column_text(statement, 0) : "",
                        expected);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

void
check(const char *rows, const char *expected)
{
    check_rows(rows,
               "SELECT group_concat(socket_id || ' ' || coalesce(how, '-') || ' ' || candidates ||"
               " coalesce(' ' || peer_socket_id, '') || coalesce(' ' || initiator, ''), '; ')"
               " FROM (SELECT * FROM connections ORDER BY socket_id)",
               expected);
}
