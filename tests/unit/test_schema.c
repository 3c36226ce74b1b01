#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/db.h"
#include "analyze/dictionary.h"
#include "sql.h"
#include "tests/support/database.h"

/* Columns of a table as SQLite has them: name and type, one a line. */
static char *
columns_of(sqlite3 *db, struct slice table)
{
    sqlite3_str *text = sqlite3_str_new(db);
    sqlite3_stmt *statement;

    assert_int_equal(sqlite3_prepare_v2(db, "SELECT name, type FROM pragma_table_info(?1)", -1, &statement, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(statement, 1, table.ptr, (int)table.len, SQLITE_TRANSIENT);
    while (sqlite3_step(statement) == SQLITE_ROW)
        sqlite3_str_appendf(text, "%s %s\n", sqlite3_column_text(statement, 0), sqlite3_column_text(statement, 1));
    sqlite3_finalize(statement);
    return sqlite3_str_finish(text);
}

/* Compares what the dictionary said of a table with what SQLite says, and forgets it. */
static void
check_columns(sqlite3 *db, const struct dictionary_item *table, sqlite3_str *columns)
{
    char *have = columns_of(db, table->name);

    if (!have || strcmp(have, sqlite3_str_value(columns) ? sqlite3_str_value(columns) : "") != 0)
        fail_msg("%.*s: SQLite has\n%sthe dictionary has\n%s", (int)table->name.len, table->name.ptr, have ? have : "",
                 sqlite3_str_value(columns));
    sqlite3_str_reset(columns);
    sqlite3_free(have);
}

static int
check_script(sqlite3 *db, const char *script)
{
    struct dictionary dictionary = dictionary_of(script);
    struct dictionary_item item, table = { .kind = DICTIONARY_END };
    sqlite3_str *columns = sqlite3_str_new(db);
    int tables = 0, texts = 0;

    do {
        item = dictionary_next(&dictionary);
        if (item.kind == DICTIONARY_TEXT) {
            texts++;
            assert_true(item.text.len > 0);
        } else if (item.kind == DICTIONARY_COLUMN) {
            if (item.text.len == 0)
                fail_msg("%.*s.%.*s has no comment", (int)table.name.len, table.name.ptr, (int)item.name.len,
                         item.name.ptr);
            /* SQLite gives the columns of a view the types that they come from, the dictionary none. */
            sqlite3_str_appendf(columns, "%.*s %.*s\n", (int)item.name.len, item.name.ptr, (int)item.type.len,
                                item.type.ptr);
        } else {
            if (table.kind == DICTIONARY_TABLE)
                check_columns(db, &table, columns);
            sqlite3_str_reset(columns);
            if (table.kind == DICTIONARY_TABLE || table.kind == DICTIONARY_VIEW)
                assert_true(texts > 0);
            texts = 0;
            tables += item.kind == DICTIONARY_TABLE || item.kind == DICTIONARY_VIEW;
            table = item;
        }
    } while (item.kind != DICTIONARY_END);
    sqlite3_free(sqlite3_str_finish(columns));
    return tables;
}

static int64_t
number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    int64_t value;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL))
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

TEST(dictionary_knows_every_table_and_column)
{
    sqlite3 *db = database_new();
    int tables = 0;

    for (const char *const *script = db_scripts; *script; script++)
        tables += check_script(db, *script);
    assert_int_equal(
        tables,
        number(db, "SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"));
    sqlite3_close(db);
}

TEST(dictionary_items_of_a_view)
{
    struct dictionary dictionary = dictionary_of(
        "-- Before.\nCREATE VIEW v (\n    -- What it is.\n    a, -- first\n    b -- last; really\n) AS\nSELECT 1, 2;\n"
        "CREATE INDEX i ON t (a);\n");
    struct dictionary_item item = dictionary_next(&dictionary);

    assert_int_equal(item.kind, DICTIONARY_VIEW);
    assert_true(slice_is(item.name, "v"));
    assert_int_equal(item.ddl.ptr[item.ddl.len - 1], ';');
    item = dictionary_next(&dictionary);
    assert_int_equal(item.kind, DICTIONARY_TEXT);
    assert_true(slice_is(item.text, "What it is."));
    item = dictionary_next(&dictionary);
    assert_true(slice_is(item.name, "a"));
    item = dictionary_next(&dictionary);
    assert_int_equal(item.kind, DICTIONARY_COLUMN);
    assert_true(slice_is(item.name, "b"));
    assert_int_equal(item.type.len, 0);
    assert_true(slice_is(item.text, "last; really"));
    item = dictionary_next(&dictionary);
    assert_int_equal(item.kind, DICTIONARY_INDEX);
    assert_true(slice_is(item.name, "t"));
    assert_int_equal(dictionary_next(&dictionary).kind, DICTIONARY_END);
}

/* The guide's examples are SQL that runs. */
TEST(guide_runs)
{
    sqlite3 *db = database_new();
    const char *sql = sql_guide;
    int statements = 0;

    while (*sql) {
        sqlite3_stmt *statement;

        if (sqlite3_prepare_v2(db, sql, -1, &statement, &sql))
            fail_msg("%s", sqlite3_errmsg(db));
        if (!statement)
            continue;
        assert_int_equal(sqlite3_step(statement) == SQLITE_ERROR, 0);
        sqlite3_finalize(statement);
        statements++;
    }
    assert_true(statements > 5);
    sqlite3_close(db);
}

/* osquery's columns come first, in its order: see the specs in its source. */
TEST(osquery_columns_come_first)
{
    static const struct {
        const char *view, *columns;
    } views[] = {
        { "process_open_sockets",
          "pid fd socket family protocol local_address remote_address local_port remote_port path state "
          "net_namespace" },
        { "listening_ports", "pid port protocol family address fd socket path net_namespace" },
        { "process_open_files", "pid fd path" },
        { "processes",
          "pid name path cmdline state cwd root uid gid euid egid suid sgid on_disk wired_size resident_size "
          "total_size user_time system_time disk_bytes_read disk_bytes_written start_time parent pgroup threads "
          "nice cgroup_path" },
        { "process_namespaces",
          "pid cgroup_namespace ipc_namespace mnt_namespace net_namespace pid_namespace user_namespace "
          "uts_namespace" },
        { "process_envs", "pid key value" },
        { "arp_cache", "address mac interface permanent" },
        { "routes", "destination netmask gateway source flags interface mtu metric type hopcount" },
        { "interface_addresses", "interface address mask broadcast point_to_point type" },
        { "interface_details",
          "interface mac type mtu metric flags ipackets opackets ibytes obytes ierrors oerrors idrops odrops "
          "collisions last_change link_speed pci_slot" },
        { "process_open_pipes", "pid fd mode inode type partner_pid partner_fd partner_mode" },
        { "process_memory_map", "pid start end permissions offset device inode path pseudo" },
    };
    sqlite3 *db = database_new();

    for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
        char *sql = sqlite3_mprintf("SELECT group_concat(name, ' ') || ' ' LIKE '%s %%' FROM pragma_table_info('%s')",
                                    views[i].columns, views[i].view);

        assert_non_null(sql);
        if (!number(db, sql))
            fail_msg("%s: want first %s", views[i].view, views[i].columns);
        sqlite3_free(sql);
    }
    sqlite3_close(db);
}

/* The same for the views that are made of netlink dumps; link-layer addresses compare without case, and permanent is text. */
TEST(columns_of_network_views_compare_as_in_osquery)
{
    static const char *const conditions[] = {
        "arp_cache WHERE mac = '02:00:00:00:00:AB'",
        "arp_cache WHERE permanent = '1'",
        "arp_cache WHERE permanent = 1",
        "routes WHERE netmask = '24'",
        "routes WHERE flags = '0'",
        "routes WHERE mtu = '1300'",
        "routes WHERE metric = '7'",
        "routes WHERE hopcount = '9'",
        "routes WHERE table_id = '254'",
        "routes WHERE family = '2'",
        "interface_addresses WHERE family = '2'",
        "interface_addresses WHERE prefix_length = '24'",
        "interface_details WHERE mac = '02:00:00:00:00:AB'",
        "interface_details WHERE type = '4'",
        "interface_details WHERE mtu = '65536'",
        "interface_details WHERE metric = '0'",
        "interface_details WHERE flags = '329'",
        "interface_details WHERE ipackets = '5'",
        "interface_details WHERE last_change = '-1'",
        "interface_details WHERE link_speed IS NULL",
        "interface_details WHERE interface_index = '3'",
        "interface_details WHERE hardware_type = '772'",
    };
    sqlite3 *db = database_new();

    database_run(
        db,
        "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256, "
        "loaded_at)"
        " VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');"
        "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'x', 'ok', 1);"
        "INSERT INTO rtnl_link (snapshot_id, member_id, line, net_namespace, interface_index, interface_name, type, "
        "flags, mtu,"
        " mac, promiscuity, allmulti, rx_packets) VALUES (1, 1, 1, 7, 3, 'eth0', 772, 585, 65536, '02:00:00:00:00:ab', "
        "1, 0, 5);"
        "INSERT INTO rtnl_neighbour (snapshot_id, member_id, line, net_namespace, family, interface_index, address, "
        "mac, state,"
        " flags, type) VALUES (1, 1, 1, 7, 2, 3, '192.0.2.9', '02:00:00:00:00:ab', 128, 0, 1);"
        "INSERT INTO rtnl_address (snapshot_id, member_id, line, net_namespace, interface_index, family, address, ip,"
        " prefix_length, scope) VALUES (1, 1, 1, 7, 3, 2, '192.0.2.1', x'c0000201', 24, 0);"
        "INSERT INTO rtnl_route (snapshot_id, member_id, line, net_namespace, family, destination_address, "
        "destination_length,"
        " source_length, interface_index, priority, table_id, protocol, scope, type, flags, tos, mtu, hop_limit)"
        " VALUES (1, 1, 1, 7, 2, '192.0.2.0', 24, 0, 3, 7, 254, 2, 0, 1, 0, 0, 1300, 9);");
    for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
        char *sql = sqlite3_mprintf("SELECT count(*) FROM %s", conditions[i]);

        assert_non_null(sql);
        if (number(db, sql) != 1)
            fail_msg("%s: no row", conditions[i]);
        sqlite3_free(sql);
    }
    sqlite3_close(db);
}

/* A number that a rule pack writes as text must be found all the same, and a join by pid must find an index. */
TEST(numbers_of_views_have_integer_affinity)
{
    static const char *const columns[] = {
        "pid FROM process_open_sockets",
        "fd FROM process_open_sockets",
        "local_port FROM process_open_sockets",
        "remote_port FROM process_open_sockets",
        "port FROM listening_ports",
        "pid FROM listening_ports",
        "on_disk FROM processes",
        "start_time FROM processes",
        "user_time FROM processes",
        "resident_size FROM processes",
        "disk_bytes_written FROM processes",
        "family FROM process_open_sockets",
    };
    sqlite3 *db = database_new();

    assert_int_equal(
        sqlite3_exec(
            db,
            "INSERT INTO snapshots VALUES (1,'h','','','','','',64,100,4096,'',0,'',0,0,NULL,'','','',0,'','',5,"
            "'complete',1,'d','a',1,'s','l','');"
            "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'x', 'ok', 1);"
            "INSERT INTO sockets (snapshot_id, family, protocol, local_port, remote_port, inode, seen, ownership,"
            " member_id, line) VALUES (1, 2, 6, 22, 0, 7, 'before', 'owned', 1, 2);"
            "INSERT INTO process_fds VALUES (1, 1, 3, 5, 5, 3, 'rw', 'socket', 7, 'socket:[7]', NULL, NULL, NULL);"
            "INSERT INTO process_stat VALUES (1,1,1,5,5,'sshd','S',1,5,5,0,0,0,0,1,1,20,0,1,9,1,1);"
            "INSERT INTO process_io VALUES (1,1,1,5,0,0,0,0,0,0,0);",
            NULL, NULL, NULL),
        SQLITE_OK);
    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
        int length = (int)strcspn(columns[i], " ");
        char *sql = sqlite3_mprintf("SELECT count(*) = 1 AND sum(%.*s = CAST(%.*s AS TEXT)) = 1%s", length, columns[i],
                                    length, columns[i], columns[i] + length);

        assert_non_null(sql);
        if (!number(db, sql))
            fail_msg("%s", columns[i]);
        sqlite3_free(sql);
    }
    sqlite3_close(db);
}
