/*
 * Answers in the shape of another tool: whose rows they are, for people and for programs.
 */
#include "tests/support/test.h"

#include "analyze/answers/names.h"
#include "analyze/query/narrow.h"
#include "tests/support/database.h"

/* The files of two hosts. */
static const char files[] =
    "INSERT INTO snapshots (snapshot_id, host, result, complete, directory, archive_name, archive_bytes, "
    "archive_sha256, loaded_at)"
    " VALUES (1, 'web', 'complete', 1, 'd', 'a', 1, 's1', 'l'), (2, 'db', 'complete', 1, 'd', 'b', 1, 's2', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'a', 'ok', 1), (2, 2, 'b', "
    "'ok', 1);"
    "INSERT INTO services_file (snapshot_id, member_id, line, name, port, protocol)"
    " VALUES (1, 1, 1, 'http', 80, 'tcp'), (1, 1, 2, 'www', 80, 'tcp'), (2, 2, 1, 'other', 80, 'tcp');"
    "INSERT INTO passwd_file (snapshot_id, member_id, line, username, password, uid)"
    " VALUES (1, 1, 1, 'alice', 'x', 1000), (2, 2, 1, 'bob', 'x', 1000);"
    "INSERT INTO hosts_file (snapshot_id, member_id, line, address, hostnames) VALUES (1, 1, 1, '10.0.0.1', 'gw "
    "router');";

TEST(names_are_those_of_the_snapshot)
{
    sqlite3 *db = database_new();
    struct error error = { 0 };
    struct names *names;

    database_run(db, files);
    assert_int_equal(narrow(db, 1, &error), 0);
    names = names_open(db, &error);
    assert_non_null(names);
    assert_string_equal(names_service(names, 80, "tcp"), "http");
    assert_null(names_service(names, 80, "udp"));
    assert_string_equal(names_user(names, 1000), "alice");
    assert_null(names_user(names, 0));
    assert_string_equal(names_host(names, "10.0.0.1"), "gw");
    assert_null(names_group(names, 0));
    assert_null(names_protocol(names, 6));
    names_free(names);
    sqlite3_close(db);
}
