/*
 * Unix sockets and the rows that look like some: derive_unix.sql on rows made by hand.
 */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "analyze/db.h"
#include "sql.h"
#include "tests/support/database.h"

/* Two passes of namespace 7, the text and the dump of each. */
static const char base[] =
    "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256,"
    " loaded_at) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES"
    " (1, 1, 'net/7/before/diag/unix', 'ok', 'x', 1), (2, 1, 'net/7/before/unix', 'ok', 'x', 1),"
    " (3, 1, 'net/7/after/diag/unix', 'ok', 'x', 1), (4, 1, 'net/7/after/unix', 'ok', 'x', 1),"
    " (5, 1, 'proc/5/links', 'ok', 'x', 1);"
    "INSERT INTO process_stat VALUES (1, 5, 1, 5, 5, 'a', 'S', 1, 5, 5, 0, 0, 0, 0, 0, 0, 20, 0, 1, 9, 0, 0);";

/* A listener's row, in one pass; in both. */
#define TEXT(member, line, pass, inode, path)                                                                          \
    "INSERT INTO proc_net_unix VALUES (1, " #member ", " #line ", 7, '" pass "', 2, 0, 65536, 1, 1, " #inode ", " path \
    ", iif(" path " NOT GLOB '@*', 0, NULL));"
#define TEXTS(line, inode, path) TEXT(2, line, "before", inode, path) TEXT(4, line, "after", inode, path)
#define DIAG(member, line, pass, inode, path, name)                                                                 \
    "INSERT INTO diag_unix (snapshot_id, member_id, line, net_namespace, pass, family, type, state, inode, cookie," \
    " path, abstract, bound_name) VALUES (1, " #member ", " #line ", 7, '" pass "', 1, 1, 10, " #inode ", " #inode  \
    ", " path ", substr(" name ", 1, 1) = x'00', CAST(" name " AS BLOB));"
#define DIAGS(line, inode, path, name) \
    DIAG(1, line, "before", inode, path, name) DIAG(3, line, "after", inode, path, name)
#define FD(line, inode)                                                                               \
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target)" \
    " VALUES (1, 5, " #line ", 5, 5, " #line ", 'rw', 'socket', " #inode ", 'socket:[" #inode "]');"

static sqlite3 *
derive(const char *rows)
{
    const char *const scripts[] = {
        base, rows, sql_derive_inet, sql_derive_unix, sql_derive_others, sql_derive_owners
    };
    struct error error = { 0 };
    sqlite3 *db = database_new();

    for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
        if (db_script(db, scripts[i], 1, &error) != 0)
            fail_msg("script %zu: %s", i, error.text);
    return db;
}

static void
check(const char *rows, const char *expected)
{
    sqlite3 *db = derive(rows);

    database_expect(
        db,
        "SELECT inode, replace(path, char(10), '/'), abstract, hex(bound_name), seen, ownership FROM sockets"
        " ORDER BY inode, socket_id",
        expected);
    sqlite3_close(db);
}

/* Names that read the same, and what the text alone can tell of one. */
TEST(unix_names_of_the_dump)
{
    check(TEXTS(2, 20, "'@a@b'") TEXTS(3, 30, "'@a@b'") TEXTS(4, 40, "'@a@b'") DIAGS(2, 20, "'@a@b'", "x'00610062'")
              DIAGS(3, 30, "'@a@b'", "x'00614062'") DIAGS(4, 40, "'@a@b'", "'@a@b'"),
          "20|@a@b|1|00610062|before,after,diag|unexplained\n"
          "30|@a@b|1|00614062|before,after,diag|unexplained\n"
          "40|@a@b|0|40614062|before,after,diag|unexplained\n");
    check(TEXTS(2, 20, "'@a@b'") TEXTS(3, 30, "'/run/x'") TEXTS(4, 40, "NULL"),
          "20|@a@b|NULL||before,after|unexplained\n"
          "30|/run/x|0||before,after|unexplained\n"
          "40|NULL|NULL||before,after|unexplained\n");
}
