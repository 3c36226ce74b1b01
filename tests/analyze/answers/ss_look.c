/*
 * How analyze ss lays its rows out, and what it makes of each column of the dumps.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/case_file.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Two namespaces, one of them with a name; a connection with all that a dump tells, a path that would break a line, a packet socket. */
static const char *const rows[] = {
    "INSERT INTO snapshots (snapshot_id, host, result, complete, directory, archive_name, archive_bytes, "
    "archive_sha256,"
    " loaded_at) VALUES (1, 'web', 'complete', 1, 'd', 'a', 1, 's1', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'net/100/after/diag/tcp', 'ok', "
    "1);"
    "INSERT INTO net_namespace_sightings (snapshot_id, member_id, line, net_namespace, how, place) VALUES"
    " (1, 1, 1, 100, 'process', NULL), (1, 1, 2, 200, 'mount', '/run/netns/blue');"
    "INSERT INTO hosts_file (snapshot_id, member_id, line, address, hostnames) VALUES (1, 1, 1, '10.0.0.2', 'peer "
    "alias');"
    "INSERT INTO protocols_file (snapshot_id, member_id, line, name, number) VALUES (1, 1, 1, 'ospf', 89);"
    "INSERT INTO services_file (snapshot_id, member_id, line, name, port, protocol) VALUES (1, 1, 1, 'https', 443, "
    "'tcp'),"
    " (1, 1, 2, 'chosen', 40000, 'tcp');",
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip, "
    "local_port,"
    " remote_address, remote_ip, remote_port, path, interface_index, interface_name, inode, recv_q, send_q, seen, "
    "ownership,"
    " member_id, line, diag_member_id, diag_line) VALUES"
    " (1, 100, 2, 6, 'stream', 'ESTABLISHED', '10.0.0.1', x'0A000001', 443, '10.0.0.2', x'0A000002', 40000, NULL, 4, "
    "'eth0', 11, 1, 2,"
    "  'diag', 'unexplained', 1, 1, 1, 1),"
    " (1, 200, 10, 6, 'stream', 'LISTEN', '::', zeroblob(16), 80, '::', zeroblob(16), 0, NULL, 0, NULL, 12, 0, 128,"
    "  'diag', 'unexplained', 1, 2, 1, 2),"
    " (1, 200, 10, 6, 'stream', 'LISTEN', '::', zeroblob(16), 81, '::', zeroblob(16), 0, NULL, 0, NULL, 13, 0, 128,"
    "  'diag', 'unexplained', 1, 3, 1, 3),"
    " (1, 200, 1, 0, 'stream', 'LISTENING', NULL, NULL, NULL, NULL, NULL, NULL, '/tmp/a' || char(10) || 'b', NULL, "
    "NULL, 14, 0, 5,"
    "  'diag', 'unexplained', 1, 4, 1, 4),"
    " (1, 200, 2, 255, 'raw', 'UNCONNECTED', '0.0.0.0', x'00000000', 89, '0.0.0.0', x'00000000', 0, NULL, 0, NULL, 15, "
    "0, 0,"
    "  'after', 'unexplained', 1, 5, NULL, NULL),"
    " (1, 100, 17, 3, 'raw', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, NULL, 16, 7, NULL,"
    "  'diag', 'unexplained', 1, 6, 1, 6),"
    " (1, 100, 2, 6, 'stream', 'CLOSED', '10.0.0.1', x'0A000001', 82, '0.0.0.0', x'00000000', 0, NULL, 0, NULL, 17, 0, "
    "0,"
    "  'diag', 'unexplained', 1, 7, 1, 7),"
    " (1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 18, NULL, NULL,"
    "  'descriptor', 'owned', 1, 8, NULL, NULL),"
    " (1, 100, 2, 136, 'dgram', 'UNCONNECTED', '0.0.0.0', x'00000000', 82, '0.0.0.0', x'00000000', 0, NULL, 0, NULL, "
    "19, 0, 0,"
    "  'diag', 'unexplained', 1, 9, 1, 9);",
    "INSERT INTO diag_inet (snapshot_id, member_id, line, net_namespace, pass, family, protocol, state, timer, "
    "retrans, expires,"
    " local_address, local_ip, local_port, remote_address, remote_ip, remote_port, interface_index, cookie, rqueue, "
    "wqueue, uid,"
    " inode, v6only) SELECT 1, 1, diag_line, net_namespace, 'after', family, protocol, 1, 0, 0, 0, '', x'', 0, '', "
    "x'', 0, 0, 255, 0, 0,"
    " 0, inode, iif(inode = 13, 1, 0) FROM sockets WHERE family IN (2, 10) AND diag_line;"
    "UPDATE diag_inet SET uid = 33, timer = 2, expires = 3723456, retrans = 1, mark = 26, cgroup_id = 4660, v6only = "
    "NULL, shutdown = 2,"
    " tos = 16, class_id = 0, congestion = 'cubic', skmem_rmem_alloc = 1, skmem_rcvbuf = 2, skmem_wmem_alloc = 3, "
    "skmem_sndbuf = 4,"
    " skmem_fwd_alloc = 5, skmem_wmem_queued = 6, skmem_optmem = 7, skmem_backlog = 8, skmem_drops = 9, recverr = 1, "
    "freebind = 1"
    " WHERE line = 1;"
    "INSERT INTO tcp_info (snapshot_id, member_id, line, options, snd_wscale, rcv_wscale, rto, rtt, rttvar, ato, "
    "snd_mss, snd_cwnd,"
    " snd_ssthresh, pacing_rate, max_pacing_rate, busy_time, rwnd_limited, retrans, total_retrans, reordering, "
    "min_rtt) VALUES"
    " (1, 1, 1, 7, 7, 8, 204000, 1500, 750, 40000, 1448, 10, 65535, 2500000, -1, 4000000, 1000000, 0, 2, 3, "
    "4294967295);"
    "INSERT INTO diag_unix (snapshot_id, member_id, line, net_namespace, pass, family, type, state, inode, cookie, "
    "vfs_inode, vfs_device,"
    " shutdown) VALUES (1, 1, 4, 200, 'after', 1, 1, 10, 14, 1, 99, 266338305, 0);"
    "INSERT INTO diag_unix_waiting (snapshot_id, member_id, line, ordinal, net_namespace, pass, listener_inode, "
    "client_inode) VALUES"
    " (1, 1, 4, 1, 200, 'after', 14, 71), (1, 1, 4, 2, 200, 'after', 14, 72);"
    "INSERT INTO diag_packet (snapshot_id, member_id, line, net_namespace, pass, type, protocol, inode, cookie, "
    "interface_index, version,"
    " copy_threshold, flags, fanout, uid, rx_ring_block_size, rx_ring_block_nr, rx_ring_frame_size, rx_ring_frame_nr) "
    "VALUES"
    " (1, 1, 6, 100, 'after', 3, 3, 16, 10, 4, 2, 0, 3, 65537, 0, 4096, 2, 2048, 4);",
    NULL,
};

static const struct {
    const char *arguments, *want;
} cases[] = {
    { "-ta", "State   Recv-Q  Send-Q  Local Address:Port   Peer Address:Port   NETNS\n"
             "ESTAB   1       2       10.0.0.1%eth0:https      10.0.0.2:40000  100\n"
             "UNCONN  0       0            10.0.0.1:82          0.0.0.0:*      100\n"
             "LISTEN  0       128                 *:80                *:*      blue\n"
             "LISTEN  0       128              [::]:81             [::]:*      blue\n" },
    { "-taH -N blue", "LISTEN  0  128     *:80     *:*\nLISTEN  0  128  [::]:81  [::]:*\n" },
    { "-taHN 200", "LISTEN  0  128     *:80     *:*\nLISTEN  0  128  [::]:81  [::]:*\n" },
    { "-tQHr", "ESTAB   10.0.0.1%eth0:https     peer:40000  100\nUNCONN       10.0.0.1:82     0.0.0.0:*      100\n" },
    { "-tHBn", "0  0  10.0.0.1:82  0.0.0.0:*  100\n" },
    { "-tHoN 100 state established", "1  2  10.0.0.1%eth0:https  10.0.0.2:40000  timer:(keepalive,62min,1)\n" },
    { "-tHeN 100 state established",
      "1  2  10.0.0.1%eth0:https  10.0.0.2:40000  timer:(keepalive,62min,1) uid:33 ino:11 sk:ff"
      " fwmark:0x1a cgroup:unreachable:1234 <--\n" },
    { "-tHmN 100 state established",
      "1  2  10.0.0.1%eth0:https  10.0.0.2:40000\n\tskmem:(r1,rb2,t3,tb4,f5,w6,o7,bl8,d9)\n" },
    { "-tHiN 100 state established", "1  2  10.0.0.1%eth0:https  10.0.0.2:40000\n\tcubic wscale:7,8 rto:204 "
                                     "rtt:1.5/0.75 ato:40 mss:1448 cwnd:10 send 77.2Mbps"
                                     " pacing_rate 20Mbps busy:4000ms rwnd_limited:1000ms(25.0%) retrans:0/2\n" },
    { "-tHionOQN 100 state established",
      "10.0.0.1%eth0:443  10.0.0.2:40000  timer:(keepalive,62min,1) ts sack cubic wscale:7,8 rto:204 rtt:1.5/0.75 "
      "ato:40 mss:1448"
      " cwnd:10 send 77226667bps pacing_rate 20000000bps busy:4000ms rwnd_limited:1000ms(25.0%) retrans:0/2\n" },
    { "-tHQN 100 --tos --cgroup --inet-sockopt state established",
      "10.0.0.1%eth0:https  10.0.0.2:40000  tos:0x10 class_id:0 cgroup:unreachable:1234\n\tinet-sockopt: ( recverr "
      "freebind)\n" },
    { "-xHeN blue -l", "u_str  LISTEN  0  5  /tmp/a\\x0ab 14  * 0  <-> ino:99 dev:254/1 peers: 71 72\n" },
    { "-wHaN blue", "UNCONN  0  0  0.0.0.0:ospf  0.0.0.0:*\n" },
    { "-wHanN blue", "UNCONN  0  0  0.0.0.0:89  0.0.0.0:*\n" },
    { "-0HeN 100", "p_raw  7  0  *:if4  *  ino:16 sk:a\n\tver:2 cpy_thresh:0 flags( running auxdata )"
                   " ring_rx(blk_size:4096,blk_nr:2,frm_size:2048,frm_nr:4) fanout(id:1,type:lb)\n" },
    { "-taH --format csv sport = 443 | cut -d, -f3-10,12",
      "netid,state,recv_q,send_q,local_address,local_port,peer_address,peer_port,"
      "ownership\ntcp,ESTAB,1,2,10.0.0.1%eth0,https,10.0.0.2,40000,unexplained\n" },
};

TEST(ss_lays_rows_out)
{
    struct scene *scene = scene_begin();
    size_t wrong = 0;

    case_file(scene, "case.db", rows);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *have = sh_ok(scene, "analyze ss case.db %s", cases[i].arguments);

        if (strcmp(have, cases[i].want) == 0)
            continue;
        print_error("ss %s\n--- want\n%s--- have\n%s", cases[i].arguments, cases[i].want, have);
        wrong++;
    }
    scene_end(scene);
    assert_int_equal(wrong, 0);
}

/* Who asks for everything is told that there is more than ss can show. */
TEST(ss_says_what_it_leaves_out)
{
    struct scene *scene = scene_begin();

    case_file(scene, "case.db", rows);
    assert_string_equal(
        sh(scene, "analyze ss case.db -a").err,
        "analyze: web, unknown time: sockets that ss has no table for (udplite, icmp, bluetooth, ...) are not shown: 1;"
        " see the table sockets\n"
        "analyze: web, unknown time: sockets that no table of the kernel shows, only a descriptor, are not shown: 1;"
        " see the table sockets\n");
    assert_string_equal(sh(scene, "analyze ss case.db -ta").err, "");
    scene_end(scene);
}
