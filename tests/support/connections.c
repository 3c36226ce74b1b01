#include "tests/support/connections.h"

#include "sql.h"
#include "tests/support/database.h"
#include "tests/support/test.h"

/* Each row of the dump of unix sockets inserts the socket, too, and a process with the socket's number that holds it. */
#define WITH_DIAG_UNIX                                                                                                \
    "CREATE TEMP TRIGGER with_diag_unix AFTER INSERT ON main.diag_unix BEGIN"                                         \
    " INSERT INTO sockets (socket_id, snapshot_id, net_namespace, family, protocol, type, state, path, abstract,"     \
    " bound_name, inode, seen, ownership, member_id, line, diag_member_id, diag_line) VALUES (new.line, 1,"           \
    " new.net_namespace, 1, 0, 'stream', CASE new.state WHEN 1 THEN 'CONNECTED' WHEN 11 THEN 'UNCONNECTED'"           \
    " ELSE 'LISTENING' END, new.path, new.abstract, new.bound_name, new.inode, 'before,after,diag', 'owned', 1,"      \
    " new.line, 1, new.line);"                                                                                        \
    " INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode) SELECT 1, 1, count(*)," \
    " new.line, new.line, count(*), 'rw', 'socket', new.line FROM process_fds; END;"

void
check_rows(const char *rows, const char *question, const char *expected)
{
    static const char *const scripts[] = { sql_derive_addresses, sql_derive_translations, NULL };

    database_check(WITH_DIAG_UNIX, rows, scripts, question, expected);
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
