/*
 * Checks of inventory grade, on rows: what each finds, and what is harmless.
 */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "tests/support/situations.h"

#define SNAPSHOT                                                                                                       \
    "INSERT INTO snapshots (snapshot_id, tool_pid, clock_ticks, booted_ns, started_ns, finished_ns, result, complete," \
    " directory, archive_name, archive_bytes, archive_sha256, loaded_at)"                                              \
    " VALUES (1, 99, 100, 1000000000000, 2000000000000, 2001000000000, 'complete', 1, 'd', 'a', 1, 's', 'l');"

/*
 * A host with three processes: 1, and 7 and 8, which run /usr/bin/tool and /usr/local/bin/other.  7 is root.  All of 8 is in container c1,
 * and of user 1000.  7 listens on every address, port 99, and 8 is connected to 169.254.169.254, port 80.
 */
static const char base[] = SNAPSHOT
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'x', 'ok', 1), (2, 1, "
    "'views/listed', 'ok', 1),"
    " (3, 1, 'proc/7/maps', 'ok', 1), (4, 1, 'proc/8/environ', 'ok', 1), (5, 1, 'meta.json', 'ok', 1), (6, 1, "
    "'proc/8/maps', 'ok', 1);"
    "INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session, tty_nr, "
    "flags, minflt,"
    " majflt, utime, stime, priority, nice, num_threads, starttime, vsize, rss)"
    " SELECT 1, 1, value, value, value, 'tool', 'S', value > 1, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, 55, 1, 1 FROM "
    "json_each('[1, 7, 8]');"
    "INSERT INTO process_status (snapshot_id, member_id, line, pid, tid, uid, euid, tracer_pid, cap_eff) VALUES"
    " (1, 1, 1, 1, 1, 0, 0, 0, '0000003fffffffff'), (1, 1, 7, 7, 7, 0, 0, 0, '0000003fffffffff'),"
    " (1, 1, 8, 8, 8, 1000, 1000, 0, '0000000000000000');"
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target, inode) VALUES"
    " (1, 1, 11, 1, 1, 'exe', '/usr/sbin/init', NULL), (1, 1, 12, 7, 7, 'exe', '/usr/bin/tool', NULL),"
    " (1, 1, 13, 8, 8, 'exe', '/home/u/other', NULL), (1, 1, 14, 7, 7, 'cwd', '/', NULL), (1, 1, 15, 8, 8, 'cwd', "
    "'/home/u', NULL),"
    " (1, 1, 16, 1, 1, 'ns/net', 'net:[4]', 4), (1, 1, 17, 7, 7, 'ns/net', 'net:[5]', 5), (1, 1, 18, 1, 1, 'ns/user', "
    "'user:[6]', 6),"
    " (1, 1, 19, 7, 7, 'ns/user', 'user:[6]', 6), (1, 1, 20, 8, 8, 'ns/user', 'user:[6]', 6), (1, 1, 21, 7, 7, "
    "'ns/mnt', 'mnt:[9]', 9),"
    " (1, 1, 22, 8, 8, 'ns/mnt', 'mnt:[10]', 10);"
    "INSERT INTO process_containers (snapshot_id, pid, runtime, container_id, evidence, own_namespaces, mnt_namespace, "
    "member_id, line)"
    " VALUES (1, 8, 'docker', 'c1', 'cgroup', 'mnt,net', 10, 1, 1);"
    "INSERT INTO net_namespace_sightings (snapshot_id, member_id, line, net_namespace, how) VALUES (1, 1, 1, 5, "
    "'process');"
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, state, local_address, local_port, "
    "remote_address, remote_port, inode,"
    " seen, ownership, member_id, line) VALUES"
    " (1, 5, 2, 6, 'LISTEN', '0.0.0.0', 99, '0.0.0.0', 0, 500, 'after', 'owned', 1, 30),"
    " (1, 5, 2, 6, 'ESTABLISHED', '10.0.0.2', 4000, '169.254.169.254', 80, 501, 'after', 'owned', 1, 31);"
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target) VALUES"
    " (1, 1, 40, 7, 7, 3, 'rw', 'socket', 500, 'socket:[500]'), (1, 1, 41, 8, 8, 3, 'rw', 'socket', 501, "
    "'socket:[501]');";

#define OPEN(pid, target)                                                                                              \
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, target) VALUES (1, 1, 50, " #pid \
    ", " #pid ", 9, 'r', 'file', '" target "')"

#define VALUE(pid, file, value)                                                                                      \
    "INSERT INTO process_values (snapshot_id, member_id, line, pid, file, value) VALUES (1, 1, 60, " #pid ", '" file \
    "', '" value "');"

TEST(inventory_of_devices)
{
    EXPECT(
        "sensitive_device", base, { "", "" }, { OPEN(7, "/dev/mem"), "medium|7|\n" },
        { OPEN(7, "/dev/kmsg"), "low|7|\n" },
        { OPEN(7, "/dev/input/event3") ";UPDATE process_links SET target = '/usr/lib/xorg/Xorg' WHERE line = 12", "" },
        { OPEN(7, "/dev/input/event3") ";UPDATE process_links SET target = '/usr/lib/systemd/systemd-logind (deleted)' "
                                       "WHERE line = 12",
          "" }, /* upgraded, and not started again */
        { OPEN(8, "/dev/input/event3"), "medium|8|\n" });
    EXPECT("tunnel_device", base,
           { "INSERT INTO process_fdinfo (snapshot_id, member_id, line, pid, tid, fd, key, value) VALUES (1, 1, 1, 7, "
             "7, 9,"
             " 'iff', 'tun0'); DELETE FROM process_links WHERE link = 'exe'",
             "low|7|\n" },
           { "INSERT INTO process_fdinfo (snapshot_id, member_id, line, pid, tid, fd, key, value) VALUES (1, 1, 1, 7, "
             "7, 9, 'iff', 'tun0')",
             "low|7|\n" },
           { "INSERT INTO process_fdinfo (snapshot_id, member_id, line, pid, tid, fd, key, value) VALUES (1, 1, 1, 7, "
             "7, 9, 'iff', 'tun0');"
             "UPDATE process_links SET target = '/usr/sbin/openvpn' WHERE line = 12",
             "" },
           { "INSERT INTO process_fdinfo (snapshot_id, member_id, line, pid, tid, fd, key, value) VALUES (1, 1, 1, 7, "
             "7, 9, 'iff', 'tun0');"
             "UPDATE process_links SET target = '/tmp/openvpn' WHERE line = 12",
             "high|7|\n" });
}

TEST(inventory_of_listeners)
{
    EXPECT("listener_in_unnamed_namespace", base, { "", "low|7|\n" },
           { "UPDATE net_namespace_sightings SET how = 'mount', place = '/run/netns/blue'", "" },
           { "UPDATE process_links SET inode = 5 WHERE line = 16", "" },
           { "UPDATE process_containers SET pid = 7", "" });
    EXPECT("listener_in_odd_place", base, { "", "" },
           { "UPDATE process_links SET target = '/tmp' WHERE line = 14", "medium|7|\n" },
           { "UPDATE process_links SET target = '/home/u/.x/tool' WHERE line = 12", "medium|7|\n" },
           { "UPDATE process_links SET target = '/tmp' WHERE line = 14; UPDATE sockets SET local_address = '127.0.0.1'",
             "" });
    EXPECT("daemon_of_a_login", base,
           { "INSERT INTO process_values (snapshot_id, member_id, line, pid, file, value) VALUES (1, 1, 1, 7, "
             "'loginuid', '1000')",
             "low|7|\n" },
           { VALUE(7, "loginuid", "1000") "UPDATE process_links SET target = '/home/u/tool' WHERE line = 12",
             "medium|7|\n" },
           { VALUE(7, "loginuid", "4294967295"), "" },
           { "INSERT INTO process_values (snapshot_id, member_id, line, pid, file, value) VALUES (1, 1, 1, 8, "
             "'loginuid', '1000')",
             "" });
}

TEST(inventory_of_rights)
{
    EXPECT("raised_privileges", base, { "", "" }, { "UPDATE process_status SET uid = 1000 WHERE pid = 7", "low|7|\n" },
           { "UPDATE process_status SET euid = 0 WHERE pid = 8", "high|8|\n" },
           { "UPDATE process_status SET uid = 1000 WHERE pid = 7; UPDATE process_links SET target = '/usr/bin/sudo' "
             "WHERE line = 12",
             "" },
           { "UPDATE process_status SET uid = 1000 WHERE pid = 7; UPDATE process_links SET target = '/usr/bin/sudo "
             "(deleted)' "
             "WHERE line = 12",
             "" });
    EXPECT(
        "capable_user", base, { "", "" },
        /* Whose program could not be read is no program of the system. */
        { "UPDATE process_status SET cap_eff = '0000000000200000' WHERE pid = 8; DELETE FROM process_links WHERE link "
          "= 'exe'",
          "low|8|\n" },
        { "UPDATE process_status SET cap_eff = '0000000000200000' WHERE pid = 8", "medium|8|\n" }, /* SYS_ADMIN */
        { "UPDATE process_status SET cap_eff = '0000000000010000' WHERE pid = 8", "medium|8|\n" }, /* SYS_MODULE */
        { "UPDATE process_status SET cap_eff = '0000000000080000' WHERE pid = 8", "medium|8|\n" }, /* SYS_PTRACE */
        { "UPDATE process_status SET cap_eff = '0000000000000080' WHERE pid = 8", "medium|8|\n" }, /* SETUID */
        { "UPDATE process_status SET cap_eff = '0000000000000004' WHERE pid = 8", "medium|8|\n" }, /* DAC_READ_SEARCH */
        { "UPDATE process_status SET cap_eff = '0000000000003400' WHERE pid = 8",
          "" }, /* NET_BIND_SERVICE, NET_ADMIN, NET_RAW */
        { "UPDATE process_status SET cap_eff = '0000000000200000' WHERE pid = 8; UPDATE process_links SET inode = 60 "
          "WHERE line = 20",
          "" });
}

TEST(inventory_of_processes)
{
    EXPECT("missing_parent", base, { "", "" }, { "UPDATE process_stat SET ppid = 77 WHERE pid = 7", "medium|7|\n" },
           { "UPDATE process_stat SET ppid = 77 WHERE pid = 7; INSERT INTO members (snapshot_id, path, state, verified)"
             " VALUES (1, 'proc/77/stat', 'vanished', 1)",
             "" },
           { "UPDATE process_stat SET ppid = 77 WHERE pid = 7; INSERT INTO process_views VALUES (1, 1, 1, 'known', 77, "
             "NULL, NULL)",
             "" });
    EXPECT("relative_command", base,
           { "INSERT INTO process_values (snapshot_id, member_id, line, pid, file, value) VALUES (1, 1, 1, 7, "
             "'cmdline', './tool -x')",
             "weak|7|\n" },
           { "INSERT INTO process_values (snapshot_id, member_id, line, pid, file, value) VALUES (1, 1, 1, 8, "
             "'cmdline', './tool -x')",
             "" });
    EXPECT("hidden_directory", base, { "UPDATE process_links SET target = '/var/.x' WHERE line = 14", "weak|7|\n" },
           { "UPDATE process_links SET target = '/root/.config/tool' WHERE line = 14", "" });
    EXPECT("minimal_program_on_network", base, { "", "weak|8|\n" },
           { "INSERT INTO process_maps VALUES (1, 6, 1, 8, '10', '20', 16, 'r-xp', 0, '00:00', 5, '/lib/libc.so.6')",
             "" });
    EXPECT("clock_in_doubt", base, { "", "" },
           { "UPDATE process_stat SET starttime = 200000 WHERE pid = 7", "low|NULL|clock\n" },
           { "UPDATE snapshots SET meta = '{\"clocks\":{\"adjtimex\":{\"state\":5,\"status\":64}}}'",
             "low|NULL|clock without a keeper\n" },
           { "UPDATE snapshots SET meta = '{\"clocks\":{\"adjtimex\":{\"state\":0,\"status\":0}}}'", "" });
    EXPECT("left_behind_session", base,
           { "INSERT INTO process_environment VALUES (1, 4, 1, 8, 'SSH_CLIENT', '192.0.2.7 4000 22')", "medium|8|\n" },
           { "INSERT INTO process_environment VALUES (1, 4, 1, 8, 'SSH_TTY', '/dev/pts/0')", "" });
}

#define INSIDE "UPDATE process_links SET inode = 10 WHERE line = 21;"
#define CGROUP "INSERT INTO process_cgroups VALUES (1, 1, 1, 7, 0, '', '/user.slice'), (1, 1, 2, 7, 1, 'cpu', '/');"

TEST(inventory_of_containers)
{
    EXPECT("container_asks_metadata", base, { "", "low|8|\n" },
           { "UPDATE sockets SET remote_address = '10.0.0.9'", "" }, { "DELETE FROM process_containers", "" });
    EXPECT("container_talks_to_kubernetes", base,
           { "INSERT INTO process_environment VALUES (1, 4, 1, 8, 'KUBERNETES_SERVICE_HOST', '169.254.169.254')",
             "low|8|\n" },
           { "INSERT INTO process_environment VALUES (1, 4, 1, 8, 'KUBERNETES_SERVICE_HOST', '10.96.0.1')", "" });
    EXPECT("host_process_in_container", base, { CGROUP, "" }, { INSIDE CGROUP, "high|7|\n" },
           { INSIDE, "" }, /* a cgroup that was not read may be that of the container */
           { INSIDE CGROUP VALUE(7, "loginuid", "1000"), "medium|7|\n" },
           { INSIDE CGROUP VALUE(7, "loginuid", "4294967295"), "high|7|\n" },
           { INSIDE CGROUP "UPDATE process_links SET target = '/usr/bin/runc' WHERE line = 12", "" },
           { INSIDE CGROUP "UPDATE process_links SET target = '/usr/bin/conmon' WHERE line = 11", "" });
}

/* Process 8 holds the listener of process 7, too. */
#define SHARED                                                                                               \
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target) VALUES" \
    " (1, 1, 54, 8, 8, 4, 'rw', 'socket', 500, 'socket:[500]');"
#define SESSIONS "UPDATE process_stat SET session = pid;"

TEST(finding_of_a_shared_listener)
{
    EXPECT("shared_listener", base, { SESSIONS, "" }, { SHARED SESSIONS, "medium|8|\n" }, { SHARED, "" },
           { SHARED SESSIONS "UPDATE process_stat SET ppid = 7 WHERE pid = 8", "" },
           { SHARED SESSIONS "UPDATE process_links SET target = '/usr/bin/tool' WHERE line = 13", "" },
           { SHARED SESSIONS "UPDATE process_links SET target = '/tmp/tool' WHERE line = 13", "high|8|\n" },
           { SHARED SESSIONS "UPDATE sockets SET state = 'ESTABLISHED'", "" },
           { SHARED SESSIONS "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode,"
                             " target) VALUES (1, 1, 55, 1, 1, 9, 'rw', 'socket', 500, 'socket:[500]')",
             "" },
           { SHARED SESSIONS "INSERT INTO process_cgroups (snapshot_id, member_id, line, pid, hierarchy, controllers,"
                             " cgroup_path) SELECT 1, 1, value, value, 0, '', '/system.slice/a.service' FROM"
                             " json_each('[7, 8]')",
             "" });
}

/* Descriptor 4 of process 8 is the client of a socket that the runtime, process 7, accepted. */
TEST(inventory_of_runtime_sockets)
{
    static const char pair[] =
        "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, state, path, inode, seen, ownership,"
        " member_id, line, diag_member_id, diag_line) VALUES (1, 5, 1, 0, 'CONNECTED', NULL, 600, 'diag', 'owned', 1, "
        "1,"
        " 1, 1), (1, 5, 1, 0, 'CONNECTED', '/run/docker.sock', 601, 'diag', 'owned', 1, 2, 1, 2);"
        "INSERT INTO diag_unix (snapshot_id, member_id, line, net_namespace, pass, family, type, state, inode, cookie,"
        " path, peer) VALUES (1, 1, 1, 5, 'after', 1, 1, 1, 600, 1, NULL, 601),"
        " (1, 1, 2, 5, 'after', 1, 1, 1, 601, 2, '/run/docker.sock', 600);"
        "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target) VALUES"
        " (1, 1, 52, 8, 8, 4, 'rw', 'socket', 600, 'socket:[600]'),"
        " (1, 1, 53, 7, 7, 4, 'rw', 'socket', 601, 'socket:[601]');";
    char *other = sqlite3_mprintf("%sUPDATE sockets SET path = '/run/dbus.sock' WHERE inode = 601", pair);
    char *of_host = sqlite3_mprintf("%sDELETE FROM process_containers", pair);

    EXPECT("container_at_runtime_socket", base, { "", "" }, { pair, "medium|8|\n" }, { other, "" }, { of_host, "" });
    sqlite3_free(of_host);
    sqlite3_free(other);
}

TEST(inventory_of_netfilter)
{
    EXPECT("packet_decider", base, { "", "" },
           { "INSERT INTO proc_net_nfnetlink_queue VALUES (1, 1, 1, 5, 3, 700, 0, 2, 65535, 0, 0, 1)",
             "low|NULL|queue 3\n" },
           { "INSERT INTO proc_net_nfnetlink_log VALUES (1, 1, 1, 5, 2, 700, 0, 2, 0, 100, 1);"
             "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, local_port, inode, seen, ownership, "
             "member_id, line)"
             " VALUES (1, 5, 16, 12, 700, 502, 'after', 'owned', 1, 32);"
             "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target)"
             " VALUES (1, 1, 51, 7, 7, 8, 'rw', 'socket', 502, 'socket:[502]')",
             "low|7|log group 2\n" });
}
