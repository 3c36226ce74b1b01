-- Merges what the passes and the descriptors saw into sockets, one row a socket, for snapshot ?1.
--
-- A socket is known by namespace, family, protocol and inode.  Rows with inode 0 (time-wait, requests, not yet accepted,
-- orphans) have only their addresses; of unix rows with inode 0 there may be many with one name, so the first of one pass
-- is taken for the first of the other.  Rows alike within a pass are one socket read twice: the kernel's dumps repeat
-- rows on a busy host.  The row that was read last wins: with max(), SQLite takes the other columns from that row.

INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip, local_port,
                     remote_address, remote_ip, remote_port, inode, uid, recv_q, send_q, seen, ownership, member_id, line)
SELECT snapshot_id, net_namespace, family, protocol,
       CASE protocol WHEN 6 THEN 'stream' WHEN 255 THEN 'raw' ELSE 'dgram' END,
       CASE WHEN protocol = 6 THEN
           CASE st WHEN 1 THEN 'ESTABLISHED' WHEN 2 THEN 'SYN_SENT' WHEN 3 THEN 'SYN_RECV' WHEN 4 THEN 'FIN_WAIT1'
                   WHEN 5 THEN 'FIN_WAIT2' WHEN 6 THEN 'TIME_WAIT' WHEN 7 THEN 'CLOSED' WHEN 8 THEN 'CLOSE_WAIT'
                   WHEN 9 THEN 'LAST_ACK' WHEN 10 THEN 'LISTEN' WHEN 11 THEN 'CLOSING' WHEN 12 THEN 'SYN_RECV'
                   ELSE 'UNKNOWN' END
           ELSE CASE st WHEN 1 THEN 'ESTABLISHED' WHEN 7 THEN 'UNCONNECTED' ELSE 'UNKNOWN' END END,
       local_address, local_ip, local_port, remote_address, remote_ip, remote_port, inode, uid, rx_queue, tx_queue,
       CASE WHEN min(pass) = max(pass) THEN pass ELSE 'before,after' END,
       CASE WHEN inode <> 0 OR protocol <> 6 THEN 'unexplained'
            WHEN st = 6 OR timer = 3 THEN 'time_wait'
            WHEN st IN (3, 12) THEN 'request'
            WHEN st IN (1, 8) THEN 'not_accepted'
            ELSE 'orphan' END,
       member_id, max((member_id << 32) + line) & 4294967295
FROM proc_net_inet
WHERE snapshot_id = ?1
GROUP BY net_namespace, family, protocol, inode,
         CASE inode WHEN 0 THEN local_ip END, CASE inode WHEN 0 THEN local_port END,
         CASE inode WHEN 0 THEN remote_ip END, CASE inode WHEN 0 THEN remote_port END;

INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, path, inode, seen, ownership, member_id, line)
WITH ranked AS (
    SELECT *, CASE inode WHEN 0 THEN row_number() OVER (PARTITION BY net_namespace, inode, path, pass ORDER BY member_id, line)
              END AS waiting
    FROM proc_net_unix
    WHERE snapshot_id = ?1
)
SELECT r.snapshot_id, r.net_namespace, 1, r.protocol,
       -- MIPS numbers SOCK_DGRAM 1 and SOCK_STREAM 2.
       CASE r.type WHEN 5 THEN 'seqpacket'
                   WHEN 1 THEN iif(n.architecture LIKE 'mips%', 'dgram', 'stream')
                   WHEN 2 THEN iif(n.architecture LIKE 'mips%', 'stream', 'dgram') END,
       CASE WHEN r.flags & 65536 THEN 'LISTENING'
            ELSE CASE r.st WHEN 0 THEN 'FREE' WHEN 1 THEN 'UNCONNECTED' WHEN 2 THEN 'CONNECTING' WHEN 3 THEN 'CONNECTED'
                           WHEN 4 THEN 'DISCONNECTING' ELSE 'UNKNOWN' END END,
       r.path, r.inode,
       CASE WHEN min(r.pass) = max(r.pass) THEN r.pass ELSE 'before,after' END,
       CASE WHEN r.inode <> 0 THEN 'unexplained' WHEN r.st = 2 THEN 'not_accepted' ELSE 'orphan' END,
       r.member_id, max((r.member_id << 32) + r.line) & 4294967295
FROM ranked AS r
JOIN snapshots AS n ON n.snapshot_id = r.snapshot_id
GROUP BY r.net_namespace, r.inode, CASE r.inode WHEN 0 THEN r.path END, r.waiting;

INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, local_port, inode, recv_q, send_q, seen, ownership,
                     member_id, line)
SELECT snapshot_id, net_namespace, 16, protocol, port_id, coalesce(inode, 0), rmem, wmem,
       CASE WHEN min(pass) = max(pass) THEN pass ELSE 'before,after' END,
       iif(port_id = 0, 'kernel', 'unexplained'),
       member_id, max((member_id << 32) + line) & 4294967295
FROM proc_net_netlink
WHERE snapshot_id = ?1
GROUP BY net_namespace, protocol, port_id, inode;

INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, inode, uid, recv_q, seen, ownership, member_id, line)
SELECT snapshot_id, net_namespace, 17, protocol,
       CASE type WHEN 2 THEN 'dgram' WHEN 3 THEN 'raw' WHEN 10 THEN 'packet' END,
       inode, uid, rmem,
       CASE WHEN min(pass) = max(pass) THEN pass ELSE 'before,after' END,
       'unexplained',
       member_id, max((member_id << 32) + line) & 4294967295
FROM proc_net_packet
WHERE snapshot_id = ?1
GROUP BY net_namespace, inode;

-- Sockets that no table shows (families without one, TCP sockets that are neither bound nor connected, closed ones).
INSERT INTO sockets (snapshot_id, inode, seen, ownership, member_id, line)
SELECT f.snapshot_id, f.inode, 'descriptor', 'owned', f.member_id, min(f.line)
FROM process_fds AS f
WHERE f.snapshot_id = ?1 AND f.type = 'socket'
  AND NOT EXISTS (SELECT 1 FROM sockets AS s WHERE s.snapshot_id = f.snapshot_id AND s.inode = f.inode)
GROUP BY f.inode;

-- Who holds it, and if nobody does, what we know of why.
UPDATE sockets AS s
SET ownership = 'owned', seen = s.seen || ',descriptor'
WHERE s.snapshot_id = ?1 AND s.inode <> 0 AND s.seen <> 'descriptor'
  AND EXISTS (SELECT 1 FROM process_fds AS f
              WHERE f.snapshot_id = s.snapshot_id AND f.type = 'socket' AND f.inode = s.inode);

UPDATE sockets AS s
SET ownership = CASE
    WHEN (SELECT n.result FROM snapshots AS n WHERE n.snapshot_id = ?1) = 'cut' THEN 'cut'
    WHEN EXISTS (SELECT 1 FROM members AS m
                 WHERE m.snapshot_id = ?1 AND m.path GLOB 'proc/*/links'
                   AND (m.state NOT IN ('ok', 'empty', 'absent', 'vanished') OR (m.sha256 IS NOT NULL AND NOT m.verified)))
        THEN 'denied'
    WHEN s.seen IN ('before', 'after')
         AND (SELECT count(DISTINCT substr(m.path, length('net/' || s.net_namespace || '/') + 1, 5))
              FROM members AS m
              WHERE m.snapshot_id = ?1 AND m.verified
                AND (m.path GLOB 'net/' || s.net_namespace || '/before/*'
                     OR m.path GLOB 'net/' || s.net_namespace || '/after/*')) = 2
        THEN 'race'
    ELSE 'unexplained' END
WHERE s.snapshot_id = ?1 AND s.ownership = 'unexplained';
