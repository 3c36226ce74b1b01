/* The columns of osquery's tables: that they are there, and that they compare and join as osquery's do. */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

#include "analyze/database/db.h"
#include "sql.h"
#include "tests/support/database.h"
#include "tests/support/osquery.h"

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

static void
expect_row_each(sqlite3 *db, const char *const *conditions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *sql = sqlite3_mprintf("SELECT count(*) FROM %s", conditions[i]);

        assert_non_null(sql);
        if (number(db, sql) != 1)
            fail_msg("%s: no row", conditions[i]);
        sqlite3_free(sql);
    }
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

/*
 * A column of ours that has the name of a column of osquery's in another of its tables makes that one ambiguous in published joins
 * that name it alone.  net_namespace is left: osquery has it, with the same meaning, where it can.  users.type is osquery's, too.
 */
TEST(our_columns_bear_no_name_of_osquery)
{
    static const char sql[] =
        "WITH " OSQUERY_TABLES ","
        " columns AS (SELECT t.view, c.name, c.cid < t.columns AS is_theirs FROM theirs AS t, "
        "pragma_table_info(t.view) AS c)"
        " SELECT group_concat(DISTINCT o.view || '.' || o.name || ' ' || c.view) FROM columns AS o JOIN columns AS c "
        "USING (name)"
        " WHERE NOT o.is_theirs AND c.is_theirs AND o.name <> 'net_namespace'"
        " AND (o.view, o.name) <> ('users', 'type')";
    sqlite3 *db = database_new();
    sqlite3_stmt *statement;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    if (sqlite3_column_type(statement, 0) != SQLITE_NULL)
        fail_msg("%s", sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
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
        "routes WHERE address_family = '2'",
        "interface_addresses WHERE address_family = '2'",
        "interface_addresses WHERE prefix_length = '24'",
        "interface_details WHERE mac = '02:00:00:00:00:AB'",
        "interface_details WHERE type = '4'",
        "interface_details WHERE mtu = '65536'",
        "interface_details WHERE metric = '0'",
        "interface_details WHERE flags = '329'",
        "interface_details WHERE ipackets = '5'",
        "interface_details WHERE last_change = '-1'",
        "interface_details WHERE link_speed = '0'",
        "interface_details WHERE interface_index = '3'",
        "interface_details WHERE hardware_type = '772'",
    };
    struct error error = { 0 };
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
    assert_int_equal(db_script(db, sql_derive_addresses, 1, &error), 0);
    expect_row_each(db, conditions, sizeof(conditions) / sizeof(conditions[0]));
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
            "INSERT INTO snapshots (snapshot_id, host, clock_ticks, page_size, started_ns, booted_ns, result, complete,"
            " directory, archive_name, archive_bytes, archive_sha256, loaded_at)"
            " VALUES (1, 'h', 100, 4096, 0, 0, 'complete', 1, 'd', 'a', 1, 's', 'l');"
            "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'x', 'ok', 1);"
            "INSERT INTO sockets (snapshot_id, family, protocol, state, local_port, remote_port, inode, seen, "
            "ownership,"
            " member_id, line) VALUES (1, 2, 6, 'LISTEN', 22, 0, 7, 'before', 'owned', 1, 2);"
            "INSERT INTO process_fds VALUES (1, 1, 3, 5, 5, 3, 'rw', 'socket', 7, 'socket:[7]', NULL, NULL, NULL, "
            "NULL, NULL, NULL, NULL);"
            "INSERT INTO process_stat VALUES (1,1,1,5,5,'sshd','S',1,5,5,0,0,0,0,1,1,20,0,1,9,1,1,NULL,NULL,NULL,NULL);"
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

/* The other way round: a rule pack that writes current_value = 1 means the text. */
TEST(text_of_views_compares_with_numbers)
{
    static const char *const conditions[] = {
        "system_controls WHERE name = 'kernel.randomize_va_space' AND current_value = 2",
        "system_controls WHERE current_value == 2",
        "process_namespaces WHERE net_namespace = 4026531840",
        "process_namespaces WHERE net_namespace IN (4026531840)",
        "process_namespaces WHERE pid_namespace = 4026531836",
        "process_open_sockets WHERE net_namespace = 4026531840",
        "listening_ports WHERE net_namespace = 4026531840",
        "dns_resolvers WHERE netmask = 32",
        "system_info WHERE cpu_subtype = 0",
        "users WHERE username = 7",
    };
    sqlite3 *db = database_new();

    database_run(
        db,
        "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256, "
        "loaded_at) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');"
        "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'x', 'ok', 1);"
        "INSERT INTO sysctls (snapshot_id, member_id, line, name, value) VALUES (1, 1, 1, 'kernel/randomize_va_space', "
        "'2');"
        "INSERT INTO process_stat VALUES (1,1,1,5,5,'sshd','S',1,5,5,0,0,0,0,1,1,20,0,1,9,1,1,NULL,NULL,NULL,NULL);"
        "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target, inode) VALUES"
        " (1, 1, 1, 5, 5, 'ns/net', 'net:[4026531840]', 4026531840), (1, 1, 2, 5, 5, 'ns/pid', 'pid:[4026531836]',"
        " 4026531836);"
        "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, state, local_port, remote_port, inode, "
        "seen,"
        " ownership, member_id, line) VALUES (1, 4026531840, 2, 6, 'LISTEN', 22, 0, 7, 'before', 'denied', 1, 2);"
        "INSERT INTO resolv_conf VALUES (1, 1, 1, 'nameserver', 0, '10.0.0.1');"
        "INSERT INTO passwd_file (snapshot_id, member_id, line, username, password, uid, gid) VALUES (1, 1, 1, '7', "
        "'x', 7, 7);");
    expect_row_each(db, conditions, sizeof(conditions) / sizeof(conditions[0]));
    sqlite3_close(db);
}
