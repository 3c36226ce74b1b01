/*
 * Tests of the view connections: macros that make rows, and checks of what the view says of them.
 */
#ifndef TESTS_SUPPORT_CONNECTIONS_H
#define TESTS_SUPPORT_CONNECTIONS_H

/* Fails the test unless the question has this answer: the first column of the first row, "" for NULL.  The rows are those of a load of
 * snapshots 1 to 4, whose addresses and translations are derived from them. */
void check_rows(const char *rows, const char *question, const char *expected);

/* Fails the test unless the connections are these, each as: end, how and number of candidates, other end, who connected. */
void check(const char *rows, const char *expected);

#define SNAPSHOT(id, host, boot, started, error)                                                                      \
    "INSERT INTO snapshots (snapshot_id, host, machine_id, boot_id, booted_ns, clock_error_ns, started_ns,"           \
    " finished_ns, result, complete, directory, archive_name, archive_bytes, archive_sha256, loaded_at) VALUES (" #id \
    ", '" host "', 'm', '" boot "', 5000 + " #id ", " #error ", " started ", " started                                \
    " + 1000000000, 'complete', 1, 'd', 'a', 1, 's" #id "', 'l');"                                                    \
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (" #id ", " #id ", 'p', 'ok', 1);"

/* A socket of snapshot and namespace, with the addresses' last bytes and ports; its inode is its number. */
#define SOCKET(id, snapshot, ns, state, local, remote)                                                           \
    "INSERT INTO sockets (socket_id, snapshot_id, net_namespace, family, protocol, state, local_ip, local_port," \
    " remote_ip, remote_port, inode, seen, ownership, member_id, line) VALUES (" #id ", " #snapshot ", " #ns     \
    ", 2, 6, '" state "', " local ", " remote ", " #id ", 'before', 'owned', " #snapshot ", " #id ");"
#define ADDRESS(snapshot, ns, ip)                                                                              \
    "INSERT INTO rtnl_address (snapshot_id, member_id, line, net_namespace, interface_index, family, ip,"      \
    " prefix_length, scope) SELECT " #snapshot ", " #snapshot ", count(*), " #ns ", 1, 2, " ip ", 24, 0 FROM " \
    "rtnl_address;"
#define FD(snapshot, inode, pid, type, mode)                                                                    \
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode) SELECT " #snapshot \
    ", " #snapshot ", count(*), " #pid ", " #pid ", count(*), '" mode "', '" type "', " #inode " FROM process_fds;"

#define MEMBER(id, file, state)                                                                \
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (" #id ", 1, " \
    "'net/7/context/" file "', '" state "', 1);"

#define ONE      SNAPSHOT(1, "one", "b1", "0", NULL)
#define A        "x'0a000001', 40000"
#define B        "x'0a000002', 80"
#define MAPPED_A "x'00000000000000000000ffff0a000001', 40000"
#define MAPPED_B "x'00000000000000000000ffff0a000002', 80"
#define NOBODY   "x'00000000', 0"

/* Two ends in one namespace. */
#define PAIR SOCKET(1, 1, 7, "ESTABLISHED", B, A) SOCKET(2, 1, 7, "ESTABLISHED", A, B)

/* The two ends on two hosts. */
#define HOSTS(boot, seconds) ONE SNAPSHOT(2, "two", boot, seconds "000000000", NULL)
#define FAR                              \
    SOCKET(1, 1, 7, "ESTABLISHED", B, A) \
    SOCKET(2, 2, 7, "ESTABLISHED", A, B) ADDRESS(1, 7, "x'0a000002'") ADDRESS(2, 7, "x'0a000001'")

#endif
