-- Merges the rows of netlink, packet, vsock, xdp, sctp and rarer sockets of snapshot ?1 into sockets, as analyze/load/inet_merge.c does.
-- MIPS numbers SOCK_DGRAM 1 and SOCK_STREAM 2; where a family has no streams, either is a datagram socket.

INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, local_port, inode, cookie, recv_q, send_q, seen,
                     ownership, member_id, line, diag_member_id, diag_line)
WITH
rows AS (
    SELECT net_namespace, protocol, port_id, coalesce(inode, 0) AS inode, inode IS NULL AS no_inode, pass, pass AS text_pass,
           (member_id << 32) + line AS text_key, NULL AS diag_key
    FROM proc_net_netlink
    WHERE snapshot_id = ?1
    UNION ALL
    SELECT net_namespace, protocol, port_id, inode, 0, pass, NULL, NULL, (member_id << 32) + line
    FROM diag_netlink
    WHERE snapshot_id = ?1
)
SELECT ?1, r.net_namespace, 16, r.protocol, CASE WHEN d.type IN (1, 2) THEN 'dgram' WHEN d.type = 3 THEN 'raw' END, r.port_id, r.inode,
       d.cookie, t.rmem, t.wmem, r.seen,
       CASE WHEN r.port_id = 0 THEN 'kernel' WHEN r.no_inode THEN 'no_inode' WHEN r.once THEN 'race' ELSE 'unexplained' END,
       coalesce(r.text_key, r.diag_key) >> 32, coalesce(r.text_key, r.diag_key) & 4294967295,
       r.diag_key >> 32, r.diag_key & 4294967295
FROM (SELECT net_namespace, protocol, port_id, inode, max(no_inode) AS no_inode,
             max(text_key) AS text_key, max(diag_key) AS diag_key,
             substr(iif(max(text_pass = 'before'), ',before', '') || iif(max(text_pass = 'after'), ',after', '')
                    || iif(max(diag_key), ',diag', ''), 2) AS seen,
             min(pass) = max(pass) AS once
      FROM rows
      GROUP BY net_namespace, protocol, port_id, inode) AS r
LEFT JOIN proc_net_netlink AS t
  ON t.snapshot_id = ?1 AND t.member_id = r.text_key >> 32 AND t.line = r.text_key & 4294967295
LEFT JOIN diag_netlink AS d
  ON d.snapshot_id = ?1 AND d.member_id = r.diag_key >> 32 AND d.line = r.diag_key & 4294967295;

INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, interface_index, inode, cookie, uid, recv_q, seen,
                     ownership, member_id, line, diag_member_id, diag_line)
WITH
rows AS (
    SELECT net_namespace, inode, pass, pass AS text_pass, (member_id << 32) + line AS text_key, NULL AS diag_key
    FROM proc_net_packet
    WHERE snapshot_id = ?1
    UNION ALL
    SELECT net_namespace, inode, pass, NULL, NULL, (member_id << 32) + line
    FROM diag_packet
    WHERE snapshot_id = ?1
)
SELECT ?1, r.net_namespace, 17, coalesce(t.protocol, d.protocol),
       CASE coalesce(t.type, d.type) WHEN 1 THEN 'dgram' WHEN 2 THEN 'dgram' WHEN 3 THEN 'raw' WHEN 10 THEN 'packet' END,
       coalesce(t.interface_index, d.interface_index), r.inode, d.cookie, coalesce(t.uid, d.uid), coalesce(t.rmem, d.skmem_rmem_alloc), r.seen,
       iif(r.once, 'race', 'unexplained'),
       coalesce(r.text_key, r.diag_key) >> 32, coalesce(r.text_key, r.diag_key) & 4294967295,
       r.diag_key >> 32, r.diag_key & 4294967295
FROM (SELECT net_namespace, inode, max(text_key) AS text_key, max(diag_key) AS diag_key,
             substr(iif(max(text_pass = 'before'), ',before', '') || iif(max(text_pass = 'after'), ',after', '')
                    || iif(max(diag_key), ',diag', ''), 2) AS seen,
             min(pass) = max(pass) AS once
      FROM rows
      GROUP BY net_namespace, inode) AS r
LEFT JOIN proc_net_packet AS t
  ON t.snapshot_id = ?1 AND t.member_id = r.text_key >> 32 AND t.line = r.text_key & 4294967295
LEFT JOIN diag_packet AS d
  ON d.snapshot_id = ?1 AND d.member_id = r.diag_key >> 32 AND d.line = r.diag_key & 4294967295;

-- vsock and xdp have no text table.  Beside a single max(), SQLite takes the other columns from the row of the maximum.
-- In kernels without vsock namespaces, each namespace's dump shows all vsock sockets: then they belong to no namespace.
INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_port, remote_address,
                     remote_port, inode, cookie, seen, ownership, member_id, line, diag_member_id, diag_line)
SELECT ?1, iif(count(DISTINCT net_namespace) = 1, net_namespace, NULL), 40, 0,
       CASE type WHEN 5 THEN 'seqpacket'
                 WHEN 1 THEN iif((SELECT architecture FROM snapshots WHERE snapshot_id = ?1) LIKE 'mips%', 'dgram', 'stream')
                 WHEN 2 THEN iif((SELECT architecture FROM snapshots WHERE snapshot_id = ?1) LIKE 'mips%', 'stream', 'dgram') END,
       CASE state WHEN 1 THEN 'ESTABLISHED' WHEN 2 THEN 'SYN_SENT' WHEN 7 THEN 'CLOSED' WHEN 8 THEN 'CLOSE_WAIT'
                  WHEN 10 THEN 'LISTEN' WHEN 11 THEN 'CLOSING' ELSE 'UNKNOWN' END,
       local_cid, local_port, remote_cid, remote_port, inode, cookie, 'diag',
       CASE WHEN inode = 0 THEN 'orphan' WHEN count(DISTINCT pass) = 1 THEN 'race' ELSE 'unexplained' END,
       member_id, line, member_id, max((member_id << 32) + line) & 4294967295
FROM diag_vsock
WHERE snapshot_id = ?1
GROUP BY inode, cookie;

INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, interface_index, inode, cookie, uid, seen, ownership,
                     member_id, line, diag_member_id, diag_line)
SELECT ?1, net_namespace, 44, 0, 'raw', interface_index, inode, cookie, uid, 'diag', iif(count(DISTINCT pass) = 1, 'race', 'unexplained'),
       member_id, line, member_id, max((member_id << 32) + line) & 4294967295
FROM diag_xdp
WHERE snapshot_id = ?1
GROUP BY net_namespace, inode;

-- Families with a text table and no dump.  Rows with inode 0 have no descriptor any more, or not yet; for some families the kernel
-- prints no inode at all.  Without an inode, equal rows of the two passes are paired in order.  An AX.25 connection that is printed
-- without an inode has no socket.  The state is TCP_* of the kernel, except where it is a state of the family's own protocol.
INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, remote_address, inode, uid, recv_q,
                     send_q, seen, ownership, member_id, line)
WITH
rows AS (
    SELECT *, (member_id << 32) + line AS key, coalesce(inode, 0) AS number
    FROM proc_net_family_sockets
    WHERE snapshot_id = ?1 AND (inode IS NOT NULL OR family <> 3)
)
SELECT ?1, t.net_namespace, t.family, t.protocol,
       CASE WHEN t.type = 3 THEN 'raw' WHEN t.type = 5 THEN 'seqpacket'
            WHEN t.type IN (1, 2) THEN iif(t.family = 26 AND t.type = iif(n.architecture LIKE 'mips%', 2, 1), 'stream', 'dgram') END,
       CASE WHEN t.family NOT IN (5, 26, 35) THEN NULL WHEN t.state = 1 THEN 'ESTABLISHED' WHEN t.state = 2 THEN 'SYN_SENT'
            WHEN t.state = 3 THEN 'SYN_RECV' WHEN t.state = 7 THEN 'CLOSED' WHEN t.state = 8 THEN 'CLOSE_WAIT'
            WHEN t.state = 10 THEN 'LISTEN' WHEN t.state = 11 THEN 'CLOSING' ELSE 'UNKNOWN' END,
       t.local_address, t.remote_address, coalesce(t.inode, 0), t.uid, t.recv_q, t.send_q, r.seen,
       CASE WHEN t.inode IS NULL THEN 'no_inode' WHEN t.inode <> 0 THEN iif(r.once, 'race', 'unexplained')
            WHEN t.parent_inode > 0 THEN 'not_accepted' ELSE 'orphan' END,
       t.member_id, t.line
FROM (SELECT max(key) AS key, min(pass) = max(pass) AS once,
             substr(iif(max(pass = 'before'), ',before', '') || iif(max(pass = 'after'), ',after', ''), 2) AS seen
      FROM (SELECT *,
                   CASE number WHEN 0 THEN row_number() OVER (PARTITION BY net_namespace, family, protocol, number, local_address,
                                                              remote_address, parent_inode, pass ORDER BY member_id, line)
                   END AS waiting
            FROM rows)
      GROUP BY net_namespace, family, protocol, number, CASE number WHEN 0 THEN local_address END,
               CASE number WHEN 0 THEN remote_address END, CASE number WHEN 0 THEN parent_inode END, waiting) AS r
JOIN snapshots AS n ON n.snapshot_id = ?1
JOIN proc_net_family_sockets AS t
  ON t.snapshot_id = ?1 AND t.member_id = r.key >> 32 AND t.line = r.key & 4294967295;

-- A PPPoE session is a connected socket; the kernel prints only the session.
INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, remote_address, inode, seen, ownership, member_id, line)
SELECT ?1, net_namespace, 24, 0, 'stream', mac, 0,
       substr(iif(max(pass = 'before'), ',before', '') || iif(max(pass = 'after'), ',after', ''), 2), 'no_inode',
       max((member_id << 32) + line) >> 32, max((member_id << 32) + line) & 4294967295
FROM proc_net_pppoe
WHERE snapshot_id = ?1
GROUP BY net_namespace, session_id, mac, interface_name;

-- SCTP where no dump shows the socket.  Endpoints are listed while they listen, other sockets by their associations.  A
-- one-to-many socket may have several associations: they make one socket, with the state of the endpoint and no peer.  A socket with
-- addresses of both families is an IPv6 socket.
INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip, local_port,
                     remote_address, remote_ip, remote_port, inode, uid, recv_q, send_q, seen, ownership, member_id, line)
WITH
rows AS (
    SELECT net_namespace, inode, pass, style, state, local_address, local_ip, local_port, NULL AS remote_address, NULL AS remote_ip,
           NULL AS remote_port, uid, NULL AS recv_q, NULL AS send_q, local_addresses AS addresses,
           (1 << 61) + (member_id << 32) + line AS key, member_id, line
    FROM proc_net_sctp_eps
    WHERE snapshot_id = ?1
    UNION ALL
    SELECT net_namespace, inode, pass, style, socket_state, local_address, local_ip, local_port, remote_address, remote_ip, remote_port,
           uid, rx_queue, tx_queue, coalesce(local_addresses, '') || ' ' || coalesce(remote_addresses, ''),
           (member_id << 32) + line, member_id, line
    FROM proc_net_sctp_assocs
    WHERE snapshot_id = ?1
),
merged AS (
    SELECT max(key) AS key, min(pass) = max(pass) AS once, max(instr(addresses, ':')) > 0 AS ipv6,
           substr(iif(max(pass = 'before'), ',before', '') || iif(max(pass = 'after'), ',after', ''), 2) AS seen
    FROM rows
    GROUP BY net_namespace, inode, CASE inode WHEN 0 THEN local_port END, CASE inode WHEN 0 THEN remote_port END
)
SELECT ?1, r.net_namespace, iif(m.ipv6, 10, 2), 132, iif(r.style = 2, 'stream', 'seqpacket'),
       CASE r.state WHEN 1 THEN 'ESTABLISHED' WHEN 2 THEN 'SYN_SENT' WHEN 7 THEN 'CLOSED' WHEN 8 THEN 'CLOSE_WAIT'
                    WHEN 10 THEN 'LISTEN' ELSE 'UNKNOWN' END,
       r.local_address, r.local_ip, r.local_port, iif(r.style = 2, r.remote_address, NULL), iif(r.style = 2, r.remote_ip, NULL),
       iif(r.style = 2, r.remote_port, NULL), r.inode, r.uid, r.recv_q, r.send_q, m.seen,
       CASE WHEN r.inode = 0 THEN 'orphan' WHEN m.once THEN 'race' ELSE 'unexplained' END, r.member_id, r.line
FROM merged AS m
JOIN rows AS r ON r.key = m.key
WHERE NOT EXISTS (SELECT 1 FROM sockets AS s
                  WHERE s.snapshot_id = ?1 AND s.inode = r.inode AND s.protocol = 132 AND +s.net_namespace = r.net_namespace);
