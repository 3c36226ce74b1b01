/*
 * Who holds a socket, and if nobody does, why: derive_owners.sql on rows made by hand.
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sql.h"
#include "tests/support/database.h"

/* A whole snapshot of one namespace in both passes, nothing denied, three sockets that nobody holds. */
static const char base[] =
    "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256, "
    "loaded_at,"
    " meta) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l', '{\"self\":{\"namespaces\":{\"pid\":4026531836}}}');"
    "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES"
    " (1, 1, 'net/1/before/tcp', 'ok', 'x', 1), (2, 1, 'net/1/after/tcp', 'ok', 'x', 1), (3, 1, 'proc/5/links', 'ok', "
    "'x', 1),"
    " (4, 1, 'proc/5/fdinfo', 'ok', 'x', 1), (5, 1, 'proc/5/maps', 'ok', 'x', 1);"
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, state, local_ip, local_port, remote_address, "
    "remote_port, inode, seen, ownership, member_id, line) VALUES"
    " (1, 1, 2, 6, 'ESTABLISHED', x'0a000001', 80, '10.0.0.2', 2049, 11, 'before,after', 'unexplained', 2, 2),"
    " (1, 1, 2, 17, 'UNCONNECTED', x'00000000', 4789, '0.0.0.0', 0, 12, 'before,after', 'unexplained', 2, 3),"
    " (1, 1, 17, 3, NULL, NULL, NULL, NULL, NULL, 13, 'before,after', 'unexplained', 2, 4);";

/* Asks `question` after those rows have come to it, and the owners were looked for. */
static void
check_that(const char *rows, const char *question, const char *expected)
{
    static const char *const scripts[] = { sql_derive_owners, NULL };

    database_check(base, rows, scripts, question, expected);
}

/* The ownership of the sockets 11, 12 and 13 after those rows have come to it. */
static void
check(const char *rows, const char *expected)
{
    check_that(rows,
               "SELECT group_concat(inode || ' ' || seen || ' ' || ownership ||"
               " coalesce(' ' || family, '') || coalesce(' ' || protocol, '') || coalesce(' ' || type, ''), '; ')"
               " FROM (SELECT * FROM sockets WHERE ownership <> 'unexplained' ORDER BY inode)",
               expected);
}

/* The same, short: what is left unexplained, too. */
static void
check_reasons(const char *rows, const char *expected)
{
    check_that(rows,
               "SELECT group_concat(ownership || coalesce(' ' || unread_tables, ''), '; ')"
               " FROM (SELECT * FROM sockets ORDER BY inode, socket_id)",
               expected);
}

#define FD(line, fd, inode, protocol)                                                                              \
    "INSERT INTO process_fds VALUES (1, 3, " #line ", 5, 5, " #fd ", 'rw', 'socket', " #inode ", 'socket:[" #inode \
    "]', NULL, " protocol ", NULL, 17, NULL, NULL, NULL);"
/* The descriptor tables of process 5 and of its thread 6, refused in part. */
#define REFUSED_FD(member, tid, mode, error)                                                                         \
    "UPDATE members SET state = 'denied' WHERE member_id = " #member ";"                                             \
    "INSERT INTO process_fds VALUES (1, " #member ", 90 + (SELECT count(*) FROM process_fds), 5, " #tid ", 7, " mode \
    ", NULL, NULL, NULL, '" error "', NULL, NULL, NULL, NULL, NULL, NULL);"
#define REFUSED REFUSED_FD(3, 5, "'rw'", "EACCES")
#define INFO(line, fd, key, item, value) \
    "INSERT INTO process_fdinfo VALUES (1, 4, " #line ", 5, 5, " #fd ", '" key "', " #item ", '" value "', NULL);"

TEST(owners_of_nothing_known)
{
    check("", "");
}

TEST(owners_by_descriptor)
{
    check(FD(1, 3, 11, "NULL"), "11 before,after,descriptor owned 2 6");
}

/* Only a descriptor shows it: the name of its protocol says what it is, as far as it does. */
TEST(owners_of_sockets_that_no_table_shows)
{
    check(FD(1, 3, 20, "'AF_VSOCK'") FD(2, 4, 21, "'TCPv6'") FD(3, 5, 22, "'UNIX'") FD(4, 6, 23, "'HIDDEN'")
              FD(5, 7, 24, "NULL") FD(6, 8, 24, "'UDP'"),
          "20 descriptor owned 40 0; 21 descriptor owned 10 6 stream; 22 descriptor owned 1 0; 23 descriptor owned; "
          "24 descriptor owned 2 17 dgram");
}

/* A name with a newline makes a row of /proc/net/unix with any inode: it hides no descriptor of a socket that no table shows. */
TEST(owners_of_sockets_behind_a_forged_row)
{
#define FORGED(inode)                                                                                             \
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, inode, seen, ownership, member_id, line)" \
    " VALUES (1, 1, 1, 0, " #inode ", 'before,after', 'forged', 2, 9);"
    check(FORGED(20) FD(1, 3, 20, "'AF_VSOCK'"), "20 before,after forged 1 0; 20 descriptor owned 40 0");
    check(FORGED(30) INFO(2, 9, "UserFiles", 0, "socket:[30]"), "30 before,after forged 1 0; 30 io_uring io_uring");
}

/* By its inode and, where both are known, its cookie, in its namespace and of its protocol: whatever port id it has. */
TEST(owners_collector)
{
#define NETLINK(namespace, protocol, port, inode, cookie)                                                            \
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, local_port, inode, cookie, seen, ownership," \
    " member_id, line) VALUES (1, " #namespace ", 16, " #protocol ", " #port ", " #inode ", " #cookie                \
                                               ", 'before,diag', 'race', 2, 9);"
#define OWN(line, namespace, protocol, inode, cookie)                                                                \
    "INSERT INTO collector_sockets VALUES (1, 2, " #line ", " #namespace ", 16, " #protocol ", " #inode ", " #cookie \
                                                                         ");"
    check(NETLINK(1, 4, 77, 40, 5) NETLINK(1, 4, 78, 41, NULL) NETLINK(1, 4, 79, 42, 7) OWN(1, 1, 4, 40, 5)
              OWN(2, 1, 4, 41, 6) OWN(3, 1, 4, 42, NULL),
          "40 before,diag collector 16 4; 41 before,diag collector 16 4; 42 before,diag collector 16 4");
    /* another namespace, another protocol, another socket since the numbers wrapped, none of its own */
    check_that(NETLINK(2, 4, 77, 40, 5) NETLINK(1, 0, 77, 40, 5) NETLINK(1, 4, 77, 40, 9) NETLINK(1, 4, 77, 0, 5)
                   OWN(1, 1, 4, 40, 5) OWN(2, 1, 4, 0, 5),
               "SELECT count(*) FROM sockets WHERE ownership = 'collector'", "0");
}

/* Collect's descriptor is in no table: the link means the other socket that has the number. */
TEST(owners_collector_holds_nothing)
{
    check(NETLINK(1, 4, 77, 40, 5) OWN(1, 1, 4, 40, 5) FD(1, 3, 40, "'AF_VSOCK'"),
          "40 before,diag collector 16 4; 40 descriptor owned 40 0");
    check(NETLINK(1, 4, 77, 11, 5) OWN(1, 1, 4, 11, 5) FD(1, 3, 11, "NULL"),
          "11 before,after,descriptor owned 2 6; 11 before,diag collector 16 4");
}

TEST(owners_io_uring)
{
    check(INFO(1, 9, "UserFiles", NULL, "2") INFO(2, 9, "UserFiles", 0, "socket:[11]")
              INFO(3, 9, "UserFiles", 1, "socket:[30]") INFO(4, 9, "UserBufs", 0, "socket:[12]")
                  INFO(5, 9, "UserFiles", 2, "socket:[x]"),
          "11 before,after io_uring 2 6; 30 io_uring io_uring");
    /* Known whatever else was not. */
    check(REFUSED INFO(2, 9, "UserFiles", 0, "socket:[11]"),
          "11 before,after io_uring 2 6; 12 before,after denied 2 17; 13 before,after denied 17 3");
}

TEST(owners_mapped)
{
    check("INSERT INTO process_maps VALUES (1, 5, 1, 5, '1000', '2000', 4096, 'rw-s', 0, '00:08', 13, 'socket:[13]'),"
          " (1, 5, 2, 5, '2000', '3000', 4096, 'rw-s', 0, '00:08', 12, '/file');",
          "13 before,after mapped 17 3");
}

#define TUNNEL(kind, flags, local)                                                                             \
    "INSERT INTO rtnl_link (snapshot_id, member_id, line, net_namespace, interface_index, type, flags, kind, " \
    "tunnel_port,"                                                                                             \
    " tunnel_local_ip) VALUES (1, 1, 1, 1, 4, 1, " #flags ", '" kind "', 4789, " local ");"

TEST(owners_kernel_tunnel)
{
    check(TUNNEL("vxlan", 1, "NULL"), "12 before,after kernel 2 17");
    check(TUNNEL("vxlan", 1, "x'0a000001'"), "12 before,after kernel 2 17");
    /* What is positively known stands before what was refused. */
    check(TUNNEL("vxlan", 1, "NULL") REFUSED,
          "11 before,after denied 2 6; 12 before,after kernel 2 17; 13 before,after denied 17 3");
    /* Somebody else may have the port while the interface is down, on another address, in another family, as a client. */
    check(TUNNEL("vxlan", 0, "NULL"), "");
    check(TUNNEL("vxlan", 1, "NULL") "UPDATE sockets SET local_ip = x'0a000003' WHERE inode = 12;", "");
    check(TUNNEL("vxlan", 1, "zeroblob(16)"), "");
    check(TUNNEL("vxlan", 1, "NULL") "UPDATE sockets SET remote_port = 1 WHERE inode = 12;", "");
    check(TUNNEL("vxlan", 1, "NULL") "UPDATE sockets SET net_namespace = 2 WHERE inode = 12;", "");
    check(TUNNEL("ipip", 1, "NULL"), "");
}

/* The same, with what holds it. */
static void
check_holders(const char *rows, const char *expected)
{
    check_that(rows,
               "SELECT group_concat(inode || ' ' || net_namespace || ' ' || kernel_holder, '; ')"
               " FROM (SELECT * FROM sockets WHERE ownership = 'kernel' ORDER BY inode, net_namespace)",
               expected);
}

#define NAMED_LINK(index, kind, name, port, netnsid)                                                                \
    "INSERT INTO rtnl_link (snapshot_id, member_id, line, net_namespace, interface_index, type, flags, kind,"       \
    " interface_name, tunnel_port, link_netnsid) VALUES (1, 1, " #index ", 1, " #index ", 1, 1, '" kind "', '" name \
    "', " #port ", " #netnsid ");"
#define UDP_SOCKET(namespace, family, ip, port, remote_port, inode)                                                \
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, state, local_ip, local_port, remote_port," \
    " inode, seen, ownership, member_id, line) VALUES (1, " #namespace ", " #family ", 17, 'UNCONNECTED', " ip     \
                                                                       ", " #port ", " #remote_port ", " #inode    \
                                                                       ", 'before,after', 'unexplained', 2, 9);"

TEST(owners_kernel_holders_of_interfaces)
{
    check_holders(NAMED_LINK(4, "vxlan", "vx0", 4789, NULL), "12 1 vxlan vx0");
    /* Interfaces share the socket of a port. */
    check_holders(NAMED_LINK(4, "vxlan", "vx1", 4789, NULL) NAMED_LINK(5, "vxlan", "vx0", 4789, NULL),
                  "12 1 vxlan vx0, vxlan vx1");
    check_holders(NAMED_LINK(4, "geneve", "gnv", 6081, NULL) UDP_SOCKET(1, 10, "zeroblob(16)", 6081, 0, 20)
                      UDP_SOCKET(1, 2, "zeroblob(4)", 6081, 0, 21),
                  "20 1 geneve gnv; 21 1 geneve gnv");
    check_holders(NAMED_LINK(4, "amt", "amt0", 2268, NULL) UDP_SOCKET(1, 2, "zeroblob(4)", 2268, 0, 20),
                  "20 1 amt amt0");
    check_holders(NAMED_LINK(4, "gtp", "gtp0", NULL, NULL) UDP_SOCKET(1, 2, "zeroblob(4)", 2152, 0, 20)
                      UDP_SOCKET(1, 2, "zeroblob(4)", 3386, 0, 21) UDP_SOCKET(1, 2, "zeroblob(4)", 2153, 0, 22),
                  "20 1 gtp gtp0; 21 1 gtp gtp0");
}

/* The socket stays where the interface was made; rtnetlink says that it is elsewhere. */
TEST(owners_kernel_holders_in_another_namespace)
{
    check_holders(NAMED_LINK(4, "vxlan", "vx0", 4789, 0), "");
    check_holders(NAMED_LINK(4, "vxlan", "vx0", 4789, 0) UDP_SOCKET(2, 2, "zeroblob(4)", 4789, 0, 20),
                  "20 2 vxlan vx0");
    check_holders(NAMED_LINK(4, "vxlan", "vx0", 4789, NULL) UDP_SOCKET(2, 2, "zeroblob(4)", 4789, 0, 20),
                  "12 1 vxlan vx0");
    /* one of two: nobody is named */
    check_holders(NAMED_LINK(4, "vxlan", "vx0", 4789, 0) UDP_SOCKET(2, 2, "zeroblob(4)", 4789, 0, 20)
                      UDP_SOCKET(3, 2, "zeroblob(4)", 4789, 0, 21),
                  "");
}

#define WIREGUARD(index, name, port) \
    "INSERT INTO genl_wireguard VALUES (1, 1, " #index ", 1, " #index ", '" name "', " #port ", 0, NULL);"

TEST(owners_kernel_wireguard)
{
    check_holders(WIREGUARD(4, "wg0", 51820) UDP_SOCKET(1, 2, "zeroblob(4)", 51820, 0, 20)
                      UDP_SOCKET(1, 10, "zeroblob(16)", 51820, 0, 21),
                  "20 1 wireguard wg0; 21 1 wireguard wg0");
    /* whoever has the same port elsewhere is another one while there is one here, and the one when there is none */
    check_holders(WIREGUARD(4, "wg0", 51820) UDP_SOCKET(1, 2, "zeroblob(4)", 51820, 0, 20)
                      UDP_SOCKET(2, 2, "zeroblob(4)", 51820, 0, 21),
                  "20 1 wireguard wg0");
    check_holders(WIREGUARD(4, "wg0", 51820) UDP_SOCKET(2, 2, "zeroblob(4)", 51820, 0, 20), "20 2 wireguard wg0");
    check_holders(WIREGUARD(4, "wg0", 51820) UDP_SOCKET(1, 2, "x'0a000001'", 51820, 0, 20)
                      UDP_SOCKET(1, 2, "zeroblob(4)", 51820, 9, 21),
                  "");
}

TEST(owners_kernel_generic_tunnels)
{
    check_holders(
        "INSERT INTO genl_fou VALUES (1, 1, 1, 1, 2, 5555, 4, 1, '0.0.0.0', x'00000000', '0.0.0.0', x'00000000', 0,"
        " 0), (1, 1, 2, 1, 2, 5556, 0, 2, NULL, NULL, NULL, NULL, NULL, NULL);" UDP_SOCKET(1, 2, "zeroblob(4)", 5555, 0,
                                                                                           20)
            UDP_SOCKET(1, 2, "zeroblob(4)", 5556, 0, 21) UDP_SOCKET(1, 10, "zeroblob(16)", 5555, 0, 22),
        "20 1 fou; 21 1 gue");
    check_holders("INSERT INTO genl_l2tp VALUES (1, 1, 1, 1, 7, 8, 3, 0, '192.0.2.1', x'c0000201', 5000, '192.0.2.2',"
                  " x'c0000202', 6000);" UDP_SOCKET(1, 2, "x'c0000201'", 5000, 6000, 20)
                      UDP_SOCKET(1, 2, "x'c0000209'", 5000, 6000, 21),
                  "20 1 l2tp tunnel 7");
}

/* Threads of the kernel, and a user's process of that name, each in the namespace 1. */
#define NFSD(flags)                                                                    \
    "INSERT INTO process_stat VALUES (1, 6, 1, 5, 5, 'nfsd', 'S', 2, 0, 0, 0, " #flags \
    ", 0, 0, 0, 0, 0, 0, 1, 9, 0, 0, NULL, NULL, NULL, NULL);"                         \
    "INSERT INTO process_links VALUES (1, 3, 50, 5, 5, 'ns/net', 1, 'net:[1]', NULL);" \
    "UPDATE sockets SET local_port = 2049 WHERE inode = 11;"

TEST(owners_kernel_nfsd)
{
    check(NFSD(0x200040), "11 before,after kernel 2 6");
    check(NFSD(0x40), "");
    check(NFSD(0x200040) "UPDATE sockets SET net_namespace = 2;", "");
    check(NFSD(0x200040) "UPDATE sockets SET local_port = 2050 WHERE inode = 11;", "");
}

#define KERNEL_THREAD(comm)                                    \
    "INSERT INTO process_stat VALUES (1, 6, 1, 5, 5, '" comm   \
    "', 'S', 2, 0, 0, 0, 0x200040, 0, 0, 0, 0, 0, 0, 1, 9, 0," \
    " 0, NULL, NULL, NULL, NULL); INSERT INTO process_links VALUES (1, 3, 50, 5, 5, 'ns/net', 1, 'net:[1]', NULL);"
#define HERE "UPDATE snapshots SET meta = '{\"self\":{\"namespaces\":{\"pid\":4026531836,\"net\":1}}}';"

/* What a server in the kernel says of its ports, or its thread does. */
TEST(owners_kernel_servers)
{
    check_holders(NFSD(0x200040), "11 1 nfsd");
    check_holders(
        HERE "INSERT INTO nfsd_ports VALUES (1, 1, 1, 'tcp', 80), (1, 1, 2, 'udp', 4789), (1, 1, 3, 'rdma', 20049);",
        "11 1 nfsd; 12 1 nfsd");
    check_holders("INSERT INTO nfsd_ports VALUES (1, 1, 1, 'tcp', 80);", ""); /* nobody knows where */
    check_holders(KERNEL_THREAD("ksmbd-eth0") "UPDATE sockets SET local_port = 445 WHERE inode = 11;", "11 1 ksmbd");
    check_holders(KERNEL_THREAD("krxrpcio/7001") UDP_SOCKET(1, 10, "zeroblob(16)", 7001, 0, 20), "20 1 rxrpc");
    check_holders(KERNEL_THREAD("lockd") "INSERT INTO sysctls VALUES (1, 1, 1, 'fs/nfs/nlm_tcpport', '80'),"
                                         " (1, 1, 2, 'fs/nfs/nlm_udpport', '0');",
                  "11 1 lockd");
    check_holders("INSERT INTO sysctls VALUES (1, 1, 1, 'fs/nfs/nlm_tcpport', '80');", ""); /* it does not run */
    check_holders(HERE "INSERT INTO sysctls VALUES (1, 1, 1, 'net/sctp/udp_port', '4789');", "12 1 sctp over udp");
}

#define MOUNT(type, options)                                                                  \
    "INSERT INTO mountinfo VALUES (1, 6, 1, 5, 40, 30, '0:50', '/', '/mnt', 'rw', '', '" type \
    "', 'server:/export', '" options "');"                                                    \
    "INSERT INTO process_links VALUES (1, 3, 50, 5, 5, 'ns/net', 1, 'net:[1]', NULL);"

TEST(owners_kernel_network_mount)
{
    check_holders(MOUNT("nfs4", "rw,vers=4.2,clientaddr=10.0.0.1,addr=10.0.0.2"), "11 1 nfs4 /mnt");
    check(MOUNT("nfs4", "rw,vers=4.2,clientaddr=10.0.0.1,addr=10.0.0.2"), "11 before,after kernel 2 6");
    check(MOUNT("nfs4", "rw,addr=10.0.0.2,port=2049"), "11 before,after kernel 2 6");
    check(MOUNT("nfs4", "rw,addr=10.0.0.2,port=20490"), "");
    check(MOUNT("nfs4", "rw,addr=10.0.0.22"), "");
    check(MOUNT("nfs4", "rw,mountaddr=10.0.0.2,addr=10.0.0.3"), "");
    check(MOUNT("nfs4", "rw,namelen=255\\054addr=10.0.0.2,addr=10.0.0.3"), "");
    check(MOUNT("cifs", "rw,addr=10.0.0.2"), "");
    check(MOUNT("cifs", "rw,addr=10.0.0.2") "UPDATE sockets SET remote_port = 445 WHERE inode = 11;",
          "11 before,after kernel 2 6");
    check(MOUNT("nfs4", "rw,addr=10.0.0.2") "UPDATE sockets SET net_namespace = 2;", "");
}

/* A descriptor that was refused and may be a socket leaves everything open that nothing else explains. */
TEST(owners_denied)
{
    check_reasons("", "unexplained 0; unexplained 0; unexplained 0");
    check_reasons(REFUSED, "denied 1; denied 1; denied 1");
    check_reasons(REFUSED FD(1, 3, 11, "NULL"), "owned; denied 1; denied 1");
    check_reasons(REFUSED
                  "INSERT INTO members (member_id, snapshot_id, path, state, errno, verified) VALUES"
                  " (7, 1, 'proc/6/links', 'denied', 'EACCES', 0), (8, 1, 'proc/5/task/7/links', 'timeout', NULL, 0),"
                  " (9, 1, 'proc/6/task', 'error', 'EIO', 0), (10, 1, 'proc/8/links', 'vanished', 'ESRCH', 0);",
                  "denied 4; denied 4; denied 4");
    check_reasons("UPDATE members SET verified = 0 WHERE member_id = 3;", "denied 1; denied 1; denied 1");
    check_reasons("UPDATE members SET state = 'truncated', reason = 'limit' WHERE member_id = 3;",
                  "denied 1; denied 1; denied 1");
    check_reasons("INSERT INTO problems (snapshot_id, member_id, line, want) VALUES (1, 3, 9, 'mode');",
                  "denied 1; denied 1; denied 1");
    check_reasons("UPDATE members SET state = 'denied' WHERE member_id = 3;"
                  "INSERT INTO process_links VALUES (1, 3, 9, 5, 5, 'fd', NULL, NULL, 'EACCES');",
                  "denied 1; denied 1; denied 1");
}

/* What cannot be a socket: a descriptor of one direction, a path that is too long, one closed meanwhile, exe. */
TEST(owners_not_denied)
{
    check_reasons(
        REFUSED_FD(3, 5, "'r'", "EACCES") REFUSED_FD(3, 5, "'w'", "EACCES") REFUSED_FD(3, 5, "'rw'", "ENAMETOOLONG")
            REFUSED_FD(3, 5, "NULL",
                       "ENOENT") "INSERT INTO process_links VALUES (1, 3, 9, 5, 5, 'exe', NULL, NULL, 'EACCES');",
        "unexplained 0; unexplained 0; unexplained 0");
    /* Nor can a row without an inode be behind a descriptor. */
    check_reasons(REFUSED "UPDATE sockets SET inode = 0 WHERE inode = 11;"
                          "UPDATE sockets SET inode = 0, ownership = 'orphan' WHERE inode = 12;",
                  "unexplained; orphan; denied 1");
    check_that(REFUSED REFUSED_FD(3, 5, "NULL", "EACCES") REFUSED_FD(3, 5, "'r'", "EACCES"),
               "SELECT group_concat(pid || ' ' || tid || ' ' || descriptors || ' ' || state || ' ' || member_id) FROM "
               "unread_tables",
               "5 5 2 denied 3");
}

#define HELD                                                                                                         \
    "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, target, type, inode) VALUES (1, 3, 8, 5, " \
    "5, 4,"                                                                                                          \
    " 'socket:[99]', 'socket', 99);"

/* A table of sockets whose header is not known may have shown what is left, or what waits for its receiver; a dump stands in for it. */
TEST(owners_where_a_table_of_sockets_was_not_read)
{
    static const char unread[] = "INSERT INTO problems (snapshot_id, member_id, line, want) VALUES (1, 1, 1, 'sl');";
    static const char dump[] = "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES"
                               " (9, 1, 'net/1/before/diag/tcp', 'ok', 'x', 1);";
    char *rows;

    check_reasons(unread, "denied 1; denied 1; denied 1");
    assert_true(asprintf(&rows, "%s%s", unread, dump) > 0);
    check_reasons(rows, "unexplained 0; unexplained 0; unexplained 0");
    free(rows);
    check_reasons("INSERT INTO problems (snapshot_id, member_id, line, want) VALUES (1, 1, 2, 'sl');",
                  "unexplained 0; unexplained 0; unexplained 0");
    assert_true(
        asprintf(&rows, "%s%s", unread, "UPDATE members SET path = 'net/1/before/sockstat' WHERE member_id = 1;") > 0);
    check_reasons(rows, "unexplained 0; unexplained 0; unexplained 0");
    free(rows);
    /* What only a descriptor shows has its row there, if anywhere. */
    assert_true(asprintf(&rows, "%s%s", unread, HELD) > 0);
    check_that(rows, "SELECT ownership || ' ' || unread_tables FROM sockets WHERE seen = 'descriptor'", "owned 1");
    free(rows);
    check_that(HELD, "SELECT ownership || coalesce(unread_tables, '') FROM sockets WHERE seen = 'descriptor'", "owned");
}

#define CAME "UPDATE sockets SET seen = 'after', ownership = 'race' WHERE inode = 11;"

/* Seen in one pass alone is a reason only where the other pass was read to its end. */
TEST(owners_race)
{
    static const char parts[] =
        CAME "UPDATE members SET path = 'net/1/after/diag/tcp.1' WHERE member_id = 2;"
             "UPDATE members SET path = 'net/1/before/diag/tcp' WHERE member_id = 1;"
             "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES"
             " (7, 1, 'net/1/before/diag/tcp.1', 'ok', 'x', 1);";
    char *broken;

    check_reasons(CAME, "race 0; unexplained 0; unexplained 0");
    check_reasons(CAME REFUSED, "race 1; denied 1; denied 1");
    check_reasons(CAME "UPDATE members SET path = 'net/1/before/tcp6' WHERE member_id = 1;",
                  "unexplained 0; unexplained 0; unexplained 0");
    check_reasons(CAME "UPDATE members SET state = 'truncated' WHERE member_id = 1;",
                  "unexplained 0; unexplained 0; unexplained 0");
    check_reasons(CAME "UPDATE members SET verified = 0 WHERE member_id = 1;",
                  "unexplained 0; unexplained 0; unexplained 0");
    /* The line that was not understood may be the one that is missing. */
    check_reasons(CAME "INSERT INTO problems (snapshot_id, member_id, line, want) VALUES (1, 1, 2, 'local port');",
                  "unexplained 0; unexplained 0; unexplained 0");
    check_reasons(CAME "INSERT INTO problems (snapshot_id, member_id, line, want) VALUES (1, 2, 2, 'local port');",
                  "race 0; unexplained 0; unexplained 0");
    check_reasons(CAME
                  "UPDATE sockets SET diag_member_id = 7; UPDATE members SET state = 'skipped' WHERE member_id = 1;"
                  "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) VALUES"
                  " (7, 1, 'net/1/after/diag/tcp', 'ok', 'x', 1), (8, 1, 'net/1/before/diag/tcp', 'empty', 'x', 1);",
                  "race 0; unexplained 0; unexplained 0");
    check_reasons(parts, "race 0; unexplained 0; unexplained 0");
    assert_true(asprintf(&broken, "%s%s", parts, "UPDATE members SET state = 'truncated' WHERE member_id = 7;") > 0);
    check_reasons(broken, "unexplained 0; unexplained 0; unexplained 0");
    free(broken);
}

TEST(owners_cut)
{
    check_reasons("UPDATE snapshots SET result = 'cut';" CAME INFO(2, 9, "UserFiles", 0, "socket:[12]"),
                  "race 0; io_uring; cut 0");
}

TEST(owners_other_pid_namespace)
{
    check("UPDATE snapshots SET meta = replace(meta, 4026531836, 4026532000);",
          "11 before,after other_pid_namespace 2 6; 12 before,after other_pid_namespace 2 17; "
          "13 before,after other_pid_namespace 17 3");
    check("UPDATE snapshots SET meta = 'no json';", "");
}

#define RECEIVER FD(1, 3, 40, "'UNIX-STREAM'") FD(2, 4, 40, "'UNIX-STREAM'")

/* In flight is what is left, if what waits is enough for all of it and nothing else can be the reason. */
TEST(owners_in_flight)
{
    check("DELETE FROM sockets WHERE inode = 13;" RECEIVER INFO(1, 3, "scm_fds", NULL, "2")
              INFO(2, 4, "scm_fds", NULL, "2"),
          "11 before,after in_flight 2 6; 12 before,after in_flight 2 17; 40 descriptor owned 1 0 stream");
    /* One too few; the same receiver held twice counts once. */
    check("DELETE FROM sockets WHERE inode = 13;" RECEIVER INFO(1, 3, "scm_fds", NULL, "1")
              INFO(2, 4, "scm_fds", NULL, "1"),
          "40 descriptor owned 1 0 stream");
    /* Nonsense of a hostile host ends no load. */
    check(FD(1, 3, 40, "'UNIX-STREAM'") FD(2, 4, 41, "'UNIX-STREAM'") INFO(1, 3, "scm_fds", NULL, "9223372036854775807")
              INFO(2, 4, "scm_fds", NULL, "9223372036854775807") "DELETE FROM sockets WHERE inode > 11;",
          "11 before,after in_flight 2 6; 40 descriptor owned 1 0 stream; 41 descriptor owned 1 0 stream");
    /* A packet socket may be mapped. */
    check(RECEIVER INFO(1, 3, "scm_fds", NULL, "3"),
          "11 before,after in_flight 2 6; 12 before,after in_flight 2 17; 40 descriptor owned 1 0 stream");
    /* The kernel may have an inet socket of its own. */
    check("DELETE FROM sockets WHERE inode = 13;"
          "INSERT INTO rtnl_link (snapshot_id, member_id, line, net_namespace, interface_index, type, flags, kind)"
          " VALUES (1, 1, 1, 1, 4, 1, 0, 'wireguard');" RECEIVER INFO(1, 3, "scm_fds", NULL, "2"),
          "40 descriptor owned 1 0 stream");
    /* What was refused may hold sockets, too. */
    check(REFUSED RECEIVER INFO(1, 3, "scm_fds", NULL, "9"),
          "11 before,after denied 2 6; 12 before,after denied 2 17; 13 before,after denied 17 3; "
          "40 descriptor owned 1 0 stream");
}

/* How many wait where is in the view of the receivers, whatever the reason that is given. */
TEST(owners_of_queues_with_descriptors)
{
    check_that(REFUSED RECEIVER INFO(1, 3, "scm_fds", NULL, "9") INFO(2, 4, "scm_fds", NULL, "9"),
               "SELECT group_concat(inode || ' ' || scm_fds) FROM unix_sockets", "40 9");
}
