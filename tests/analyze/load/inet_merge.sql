-- Merges the rows of the text tables and of the diag dumps, of both passes, into sockets: inet sockets of snapshot ?1.
--
-- A socket is known by namespace, family, protocol and inode.  Rows with inode 0 (time-wait, requests, not yet accepted,
-- orphans) have only their addresses, and so have those that end before the inode.  Equal rows within a pass are one socket that was read twice: the kernel's dumps repeat
-- rows on a busy host.  The row that was read last gives the values.  A key is a member and a line in one number.
--
-- Several sockets can share an inode number; then their addresses tell them apart.  An MPTCP connection has the inode of its
-- subflows (net/mptcp/subflow.c, mptcp_subflow_create_socket).  get_next_ino() counts to 2^32 and begins again: a host with
-- 4,000 new sockets a second gets there every 12 days.  A dump shows shared numbers by the cookies, a table by the addresses.

INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip, local_port,
                     remote_address, remote_ip, remote_port, interface_index, inode, cookie, uid, recv_q, send_q, seen, ownership,
                     member_id, line, diag_member_id, diag_line, community_id)
WITH
rows AS (
    SELECT coalesce(inode, 0) AS inode, net_namespace, family, protocol, local_ip, local_port, remote_ip, remote_port,
           pass = 'after' AS pass,
           (member_id << 32) + line AS text_key, NULL AS diag_key, NULL AS cookie
    FROM proc_net_inet
    WHERE snapshot_id = ?1
    UNION ALL
    SELECT inode, net_namespace, family, protocol, local_ip, local_port, remote_ip, remote_port, pass = 'after',
           NULL, (member_id << 32) + line, cookie
    FROM diag_inet
    WHERE snapshot_id = ?1
),
-- Sorting takes most of the time, so the sort has few columns, and the one that nearly always decides comes first.
by_inode AS MATERIALIZED (
    SELECT inode, net_namespace, family, protocol, max(text_key) AS text_key, max(diag_key) AS diag_key,
           count(text_key) FILTER (WHERE pass = 0) AS before, count(text_key) FILTER (WHERE pass = 1) AS after,
           min(pass) = max(pass) AS once, min(cookie) <> max(cookie) AS has_cookies
    FROM rows
    WHERE inode <> 0
    GROUP BY inode, net_namespace, family, protocol
),
shared AS MATERIALIZED (
    SELECT inode, net_namespace, family, protocol FROM by_inode WHERE has_cookies
    UNION
    -- A socket that was connected while the table was read also has two addresses, but only one cookie.
    SELECT inode, net_namespace, family, protocol
    FROM proc_net_inet
    WHERE snapshot_id = ?1
      AND (inode, net_namespace, family, protocol) IN
          (SELECT inode, net_namespace, family, protocol FROM by_inode WHERE (before > 1 OR after > 1) AND diag_key IS NULL)
    GROUP BY inode, net_namespace, family, protocol, member_id
    HAVING min(local_port) <> max(local_port) OR min(remote_port) <> max(remote_port)
        OR min(local_ip) <> max(local_ip) OR min(remote_ip) <> max(remote_ip)
),
by_address AS (
    SELECT inode, max(text_key) AS text_key, max(diag_key) AS diag_key,
           count(text_key) FILTER (WHERE pass = 0) AS before, count(text_key) FILTER (WHERE pass = 1) AS after,
           min(pass) = max(pass) AS once
    FROM rows
    WHERE inode = 0 OR (inode, net_namespace, family, protocol) IN (SELECT * FROM shared)
    GROUP BY inode, net_namespace, family, protocol, local_ip, local_port, remote_ip, remote_port
),
-- What a descriptor names is owned, as derive_owners.sql says.  Nearly all are, and to say so here is cheaper than to write each row twice.
-- That script looks at those that may be collect's own.
merged AS MATERIALIZED (
    SELECT text_key, diag_key, once, held,
           substr(iif(before, ',before', '') || iif(after, ',after', '') || iif(diag_key, ',diag', '')
                  || iif(held, ',descriptor', ''), 2) AS seen
    FROM (SELECT text_key, diag_key, before, after, once,
                 inode <> 0 AND EXISTS (SELECT 1 FROM process_fds AS f
                                        WHERE f.snapshot_id = ?1 AND f.type = 'socket' AND f.inode = a.inode)
                 AND inode NOT IN (SELECT c.inode FROM collector_sockets AS c WHERE c.snapshot_id = ?1) AS held
          FROM (SELECT inode, text_key, diag_key, before, after, once FROM by_inode
                WHERE (inode, net_namespace, family, protocol) NOT IN (SELECT * FROM shared)
                UNION ALL
                SELECT inode, text_key, diag_key, before, after, once FROM by_address) AS a)
),
latest AS (
    SELECT t.net_namespace, t.family, t.protocol, t.st, t.timer, t.local_address, t.local_ip, t.local_port,
           t.remote_address, t.remote_ip, t.remote_port, coalesce(t.inode, 0) AS inode, t.inode IS NULL AS no_inode, t.uid,
           t.rx_queue AS recv_q,
           iif(t.st = 10, coalesce(d.wqueue, t.tx_queue), t.tx_queue) AS send_q, d.interface_index, d.cookie, m.*
    FROM merged AS m
    JOIN proc_net_inet AS t
      ON t.snapshot_id = ?1 AND t.member_id = m.text_key >> 32 AND t.line = m.text_key & 4294967295
    LEFT JOIN diag_inet AS d
      ON d.snapshot_id = ?1 AND d.member_id = m.diag_key >> 32 AND d.line = m.diag_key & 4294967295
    WHERE m.text_key > coalesce(m.diag_key, 0)
    UNION ALL
    SELECT d.net_namespace, d.family, d.protocol, d.state, d.timer, d.local_address, d.local_ip, d.local_port,
           d.remote_address, d.remote_ip, d.remote_port, d.inode, 0, d.uid, d.rqueue, d.wqueue, d.interface_index, d.cookie,
           m.*
    FROM merged AS m
    JOIN diag_inet AS d
      ON d.snapshot_id = ?1 AND d.member_id = m.diag_key >> 32 AND d.line = m.diag_key & 4294967295
    WHERE m.diag_key > coalesce(m.text_key, 0)
)
SELECT ?1, l.net_namespace, l.family, l.protocol,
       CASE WHEN l.protocol IN (6, 262) THEN 'stream' WHEN l.protocol = 132 THEN 'seqpacket' WHEN l.protocol = 255 THEN 'raw'
            ELSE 'dgram' END,
       CASE WHEN l.protocol IN (17, 136, 255, 1, 58) THEN
           CASE l.st WHEN 1 THEN 'ESTABLISHED' WHEN 7 THEN 'UNCONNECTED' ELSE 'UNKNOWN' END
           ELSE CASE l.st WHEN 1 THEN 'ESTABLISHED' WHEN 2 THEN 'SYN_SENT' WHEN 3 THEN 'SYN_RECV' WHEN 4 THEN 'FIN_WAIT1'
                   WHEN 5 THEN 'FIN_WAIT2' WHEN 6 THEN 'TIME_WAIT' WHEN 7 THEN 'CLOSED' WHEN 8 THEN 'CLOSE_WAIT'
                   WHEN 9 THEN 'LAST_ACK' WHEN 10 THEN 'LISTEN' WHEN 11 THEN 'CLOSING' WHEN 12 THEN 'SYN_RECV'
                   ELSE 'UNKNOWN' END END,
       l.local_address, l.local_ip, l.local_port, l.remote_address, l.remote_ip, l.remote_port, l.interface_index,
       l.inode, l.cookie, l.uid, l.recv_q, l.send_q, l.seen,
       CASE WHEN l.held THEN 'owned'
            WHEN l.inode <> 0 THEN iif(l.once, 'race', 'unexplained')
            WHEN l.no_inode THEN 'no_inode'
            WHEN l.protocol NOT IN (6, 33, 262) THEN 'unexplained'
            WHEN l.st = 6 OR l.timer = 3 THEN 'time_wait'
            WHEN l.st IN (3, 12) THEN 'request'
            WHEN l.st IN (1, 8) THEN 'not_accepted'
            ELSE 'orphan' END,
       coalesce(l.text_key, l.diag_key) >> 32, coalesce(l.text_key, l.diag_key) & 4294967295,
       l.diag_key >> 32, l.diag_key & 4294967295,
       CASE WHEN l.protocol IN (1, 6, 17, 58, 132) AND l.remote_address NOT IN ('', '0.0.0.0', '::')
            THEN flow_id(l.protocol, l.local_ip, l.local_port, l.remote_ip, l.remote_port) END
FROM latest AS l;
