/*
 * Which way sockets look, and what was seen over all snapshots of a host.
 */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "tests/support/database.h"

/* Two snapshots of one boot, an hour apart; namespace 5 has 10.0.0.2, and sshd (7) listens to port 22 there. */
static const char base[] = "INSERT INTO snapshots (snapshot_id, host, boot_id, started_at, started_ns, result, "
                           "complete, directory, archive_name, archive_bytes,"
                           " archive_sha256, loaded_at) VALUES"
                           " (1, 'old', 'b', '2026-01-01T00:00:00Z', 1000, 'complete', 1, 'd', 'a', 1, 's1', 'l'),"
                           " (2, 'new', 'b', '2026-01-01T01:00:00Z', 2000, 'complete', 1, 'd', 'a', 1, 's2', 'l');"
                           "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'x', "
                           "'ok', 1), (2, 2, 'x', 'ok', 1);"
                           "INSERT INTO namespace_addresses (snapshot_id, net_namespace, family, address, ip) VALUES "
                           "(1, 5, 2, '10.0.0.2', x'0a000002');";

static void
add(sqlite3 *db, int snapshot, const char *state, const char *local, int local_port, const char *remote,
    const char *remote_ip, int remote_port, int inode)
{
    char *sql =
        sqlite3_mprintf("INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, state, local_address, "
                        "local_ip, local_port, remote_address,"
                        " remote_ip, remote_port, inode, seen, ownership, member_id, line)"
                        " VALUES (%d, 5, 2, 6, %Q, %Q, x'0a000002', %d, %Q, %s, %d, %d, 'after', 'unexplained', %d, 1)",
                        snapshot, state, local, local_port, remote, remote_ip, remote_port, inode, snapshot);

    database_run(db, sql);
    sqlite3_free(sql);
}

TEST(directions_of_sockets)
{
    sqlite3 *db = database_new();

    database_run(db, base);
    add(db, 1, "LISTEN", "10.0.0.2", 22, "0.0.0.0", "x'00000000'", 0, 1);
    add(db, 1, "ESTABLISHED", "10.0.0.2", 22, "192.0.2.9", "x'c0000209'", 4000, 2);
    add(db, 1, "ESTABLISHED", "10.0.0.2", 4001, "192.168.1.1", "x'c0a80101'", 443, 3);
    add(db, 1, "ESTABLISHED", "10.0.0.2", 4002, "10.0.0.2", "x'0a000002'", 22, 4);
    add(db, 1, "ESTABLISHED", "10.0.0.2", 4003, "::ffff:127.0.0.1", "x'00000000000000000000ffff7f000001'", 80, 5);
    add(db, 1, "ESTABLISHED", "10.0.0.2", 4004, "fe80::1", "x'fe800000000000000000000000000001'", 80, 6);
    add(db, 1, "CLOSED", "10.0.0.2", 4005, "0.0.0.0", "x'00000000'", 0, 7);
    database_expect(db,
                    "SELECT inode, direction, service_port, local_class, remote_class FROM inet_sockets ORDER BY inode",
                    "1|listen|22|private|any\n"
                    "2|in|22|private|public\n"
                    "3|out|443|private|private\n"
                    "4|local|22|private|private\n"
                    "5|local|80|private|loopback\n"
                    "6|out|80|private|link-local\n"
                    "7|NULL|0|private|any\n");
    database_run(db, "UPDATE sockets SET interface_index = 2, interface_name = 'eth0' WHERE inode = 2;");
    database_expect(db,
                    "SELECT family_name, protocol_name, interface_index, interface_name FROM inet_sockets"
                    " WHERE inode IN (1, 2) ORDER BY inode",
                    "inet|tcp|NULL|NULL\ninet|tcp|2|eth0\n");
    sqlite3_close(db);
}

/* An inode that was given out again is another socket. */
TEST(histories_of_sockets_listeners_and_remotes)
{
    sqlite3 *db = database_new();

    database_run(db, base);
    for (int snapshot = 1; snapshot <= 2; snapshot++) {
        add(db, snapshot, "LISTEN", "0.0.0.0", 22, "0.0.0.0", "x'00000000'", 0, 1);
        add(db, snapshot, "ESTABLISHED", "10.0.0.2", 4001, "192.0.2.9", "x'c0000209'", 443, 2);
    }
    add(db, 1, "ESTABLISHED", "10.0.0.2", 4002, "192.0.2.9", "x'c0000209'", 443, 3);
    add(db, 2, "ESTABLISHED", "10.0.0.2", 4003, "192.0.2.9", "x'c0000209'", 443, 3);
    database_expect(
        db,
        "SELECT host, inode, local_port, snapshots, last_snapshot_id FROM socket_history ORDER BY inode, local_port",
        "new|1|22|2|2\nnew|2|4001|2|2\nold|3|4002|1|1\nnew|3|4003|1|2\n");
    database_expect(db, "SELECT host, local_port, first_seen, last_seen, snapshots FROM listener_history",
                    "new|22|2026-01-01T00:00:00Z|2026-01-01T01:00:00Z|2\n");
    database_expect(db, "SELECT remote_address, service_port, direction, snapshots, sockets FROM remote_history",
                    "192.0.2.9|443|out|2|4\n");
    sqlite3_close(db);
}

/* A process of a container that listens and talks. */
TEST(histories_of_containers)
{
    sqlite3 *db = database_new();

    database_run(db, base);
    add(db, 1, "LISTEN", "0.0.0.0", 22, "0.0.0.0", "x'00000000'", 0, 1);
    add(db, 1, "ESTABLISHED", "10.0.0.2", 4001, "192.0.2.9", "x'c0000209'", 443, 2);
    database_run(
        db, "UPDATE sockets SET ownership = 'owned';"
            "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target) VALUES"
            " (1, 1, 1, 7, 7, 3, 'rw', 'socket', 1, 'socket:[1]'), (1, 1, 2, 7, 7, 4, 'rw', 'socket', 2, 'socket:[2]');"
            "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target)"
            " VALUES (1, 1, 3, 7, 7, 'exe', '/app');"
            "INSERT INTO process_containers (snapshot_id, pid, container_id, evidence, own_namespaces)"
            " VALUES (1, 7, 'c1', 'cgroup', 'net')");
    database_expect(db, "SELECT listener_history.container_id, program FROM listener_history", "c1|/app\n");
    database_expect(db, "SELECT remote_history.container_id, program FROM remote_history", "c1|/app\n");
    database_expect(db, "SELECT executable_history.container_id, path FROM executable_history", "c1|/app\n");
    sqlite3_close(db);
}

TEST(histories_of_programs)
{
    sqlite3 *db = database_new();

    database_run(db, base);
    database_run(db, "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target) VALUES"
                     " (1, 1, 1, 7, 7, 'exe', '/usr/sbin/sshd'), (1, 1, 2, 8, 8, 'exe', '/usr/sbin/sshd'),"
                     " (2, 2, 1, 7, 7, 'exe', '/usr/sbin/sshd'), (2, 2, 2, 9, 9, 'exe', '/tmp/x')");
    database_expect(db, "SELECT host, path, snapshots, processes, last_pid FROM executable_history ORDER BY path",
                    "new|/tmp/x|1|1|9\nnew|/usr/sbin/sshd|2|3|7\n");
    sqlite3_close(db);
}
