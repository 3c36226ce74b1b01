-- Says of each socket of snapshot ?1 who holds it, and if nobody does, what we know of why.  Runs last.

-- Sockets that no table shows: families without one, sockets of a namespace that was not read, sockets not yet bound.  The kernel
-- names a descriptor's protocol when the socket is made.  Only an established socket can become another's later (IPV6_ADDRFORM, an
-- accepted MPTCP connection that fell back), and a table would show it.  Where the name leaves something open, it is NULL:
-- UNIX was each of three types before Linux 5.15, and is two of them since.
INSERT INTO sockets (snapshot_id, family, protocol, type, inode, seen, ownership, member_id, line)
WITH
protocols (name, family, protocol, type) AS (
    VALUES ('TCP', 2, 6, 'stream'), ('TCPv6', 10, 6, 'stream'), ('MPTCP', 2, 262, 'stream'), ('MPTCPv6', 10, 262, 'stream'),
           ('UDP', 2, 17, 'dgram'), ('UDPv6', 10, 17, 'dgram'), ('UDP-Lite', 2, 136, 'dgram'), ('UDPLITEv6', 10, 136, 'dgram'),
           ('PING', 2, 1, 'dgram'), ('PINGv6', 10, 58, 'dgram'), ('RAW', 2, 255, 'raw'), ('RAWv6', 10, 255, 'raw'),
           ('SCTP', 2, 132, NULL), ('SCTPv6', 10, 132, NULL), ('DCCP', 2, 33, NULL), ('DCCPv6', 10, 33, NULL),
           ('UNIX', 1, 0, NULL), ('UNIX-STREAM', 1, 0, 'stream'), ('NETLINK', 16, NULL, NULL), ('PACKET', 17, NULL, NULL),
           ('AF_VSOCK', 40, 0, NULL), ('XDP', 44, 0, 'raw'), ('KEY', 15, NULL, 'raw'), ('ALG', 38, 0, 'seqpacket'),
           ('TIPC', 30, 0, NULL), ('SMC', 43, 0, 'stream'), ('SMC6', 43, 1, 'stream'), ('RXRPC', 33, NULL, 'dgram'),
           ('KCM', 41, 0, NULL), ('RDS', 21, 0, 'seqpacket'), ('QIPCRTR', 42, 0, 'dgram'), ('CAN_RAW', 29, 1, 'raw'),
           ('CAN_BCM', 29, 2, 'dgram'), ('CAN_ISOTP', 29, 6, 'dgram'), ('CAN_J1939', 29, 7, 'dgram'), ('L2CAP', 31, 0, NULL),
           ('HCI', 31, 1, 'raw'), ('SCO', 31, 2, 'seqpacket'), ('RFCOMM', 31, 3, NULL), ('ISO', 31, 8, 'seqpacket')
),
held AS (
    SELECT f.inode, min((f.member_id << 32) + f.line) AS key, max(f.protocol_name) AS name
    FROM process_fds AS f
    WHERE f.snapshot_id = ?1 AND f.type = 'socket' AND f.inode IS NOT NULL -- hostile: socket:[x]
      AND NOT EXISTS (SELECT 1 FROM sockets AS s WHERE s.snapshot_id = f.snapshot_id AND s.inode = f.inode)
    GROUP BY f.inode
)
SELECT ?1, p.family, p.protocol, p.type, h.inode, 'descriptor', 'owned', h.key >> 32, h.key & 4294967295
FROM held AS h
LEFT JOIN protocols AS p ON p.name = h.name;

-- A file registered with an io_uring stays open when its last descriptor is closed.
INSERT INTO sockets (snapshot_id, inode, seen, ownership, member_id, line)
SELECT u.snapshot_id, u.inode, 'io_uring', 'io_uring', u.member_id, min(u.line)
FROM process_io_uring_files AS u
WHERE u.snapshot_id = ?1 AND u.inode > 0
  AND NOT EXISTS (SELECT 1 FROM sockets AS s WHERE s.snapshot_id = u.snapshot_id AND s.inode = u.inode)
GROUP BY u.inode;

UPDATE sockets AS s
SET ownership = 'owned', seen = s.seen || ',descriptor'
WHERE s.snapshot_id = ?1 AND s.inode <> 0 AND s.seen <> 'descriptor' AND s.ownership <> 'forged'
  AND EXISTS (SELECT 1 FROM process_fds AS f
              WHERE f.snapshot_id = s.snapshot_id AND f.type = 'socket' AND f.inode = s.inode);

-- What was not seen in both passes came or went during the run, unless there is only one pass of its namespace.
-- ('0' is the byte behind '/'.)  A descriptor that could not be read may be the one that holds the socket.
UPDATE sockets AS s
SET ownership = CASE
    WHEN (SELECT n.result FROM snapshots AS n WHERE n.snapshot_id = ?1) = 'cut' THEN 'cut'
    WHEN EXISTS (SELECT 1 FROM members AS m
                 WHERE m.snapshot_id = ?1 AND m.path GLOB 'proc/*/links'
                   AND (m.state NOT IN ('ok', 'empty', 'absent', 'vanished') OR (m.sha256 IS NOT NULL AND NOT m.verified)))
        THEN 'denied'
    WHEN s.ownership = 'race'
         AND EXISTS (SELECT 1 FROM members AS m
                     WHERE m.snapshot_id = ?1 AND m.verified AND m.path > 'net/' || s.net_namespace || '/before/'
                       AND m.path < 'net/' || s.net_namespace || '/before0')
         AND EXISTS (SELECT 1 FROM members AS m
                     WHERE m.snapshot_id = ?1 AND m.verified AND m.path > 'net/' || s.net_namespace || '/after/'
                       AND m.path < 'net/' || s.net_namespace || '/after0')
        THEN 'race'
    ELSE 'unexplained' END
WHERE s.snapshot_id = ?1 AND s.ownership IN ('race', 'unexplained');

-- What keeps a socket open without a descriptor, where a process shows it: an io_uring, a mapping of its ring.
UPDATE sockets AS s
SET ownership = 'io_uring'
WHERE s.snapshot_id = ?1 AND s.inode <> 0 AND s.ownership IN ('cut', 'denied', 'race', 'unexplained')
  AND s.inode IN (SELECT u.inode FROM process_io_uring_files AS u WHERE u.snapshot_id = ?1);

UPDATE sockets AS s
SET ownership = 'mapped'
WHERE s.snapshot_id = ?1 AND s.inode <> 0 AND s.ownership IN ('cut', 'denied', 'race', 'unexplained')
  AND s.inode IN (SELECT m.inode FROM process_maps AS m WHERE m.snapshot_id = ?1 AND substr(m.path, 1, 8) = 'socket:[');

-- The port of a tunnel is the kernel's own socket.
UPDATE sockets AS s
SET ownership = 'kernel'
WHERE s.snapshot_id = ?1 AND s.ownership = 'unexplained' AND s.protocol = 17 AND s.family IN (2, 10)
  AND EXISTS (SELECT 1 FROM rtnl_link AS l
              WHERE l.snapshot_id = ?1 AND l.net_namespace = s.net_namespace AND l.tunnel_port = s.local_port
                AND l.kind IN ('vxlan', 'geneve', 'bareudp'));

-- Who is in a pid namespace that is not the first one (PROC_PID_INIT_INO) does not see every process.
UPDATE sockets AS s
SET ownership = 'other_pid_namespace'
WHERE s.snapshot_id = ?1 AND s.ownership = 'unexplained' AND s.inode <> 0
  AND (SELECT n.meta ->> '$.self.namespaces.pid' FROM snapshots AS n WHERE n.snapshot_id = ?1 AND json_valid(n.meta)) <> 4026531836;

-- Descriptors wait in the queues of unix sockets (SCM_RIGHTS): how many, a receiver's fdinfo says, not which.  They explain what is
-- left if they are enough for all of it and nothing else may: a mapping may keep a packet socket, and the kernel itself an
-- inet one where there are tunnels or network file systems.
UPDATE sockets AS s
SET ownership = 'in_flight'
WHERE s.snapshot_id = ?1 AND s.ownership = 'unexplained' AND s.inode <> 0 AND s.family <> 17
  AND (s.family NOT IN (2, 10)
       OR NOT EXISTS (SELECT 1 FROM rtnl_link AS l
                      WHERE l.snapshot_id = ?1
                        AND l.kind IN ('wireguard', 'vxlan', 'geneve', 'bareudp', 'gtp', 'amt', 'ovpn', 'batadv', 'ipip', 'sit', 'l2tp')
                      UNION ALL
                      SELECT 1 FROM mountinfo AS m
                      WHERE m.snapshot_id = ?1
                        AND m.fs_type IN ('nfs', 'nfs4', 'nfsd', 'cifs', 'smb3', 'ceph', 'afs', '9p', 'ocfs2', 'gfs2', 'rpc_pipefs')))
  AND (SELECT count(*) FROM sockets AS o WHERE o.snapshot_id = ?1 AND o.ownership = 'unexplained' AND o.inode <> 0)
      <= (SELECT sum(q.waiting)
          FROM (SELECT max(CAST(i.value AS INTEGER)) AS waiting
                FROM process_fdinfo AS i
                JOIN process_fds AS f
                  ON f.snapshot_id = i.snapshot_id AND f.pid = i.pid AND f.fd = i.fd AND f.tid = i.tid AND f.type = 'socket'
                WHERE i.snapshot_id = ?1 AND i.key = 'scm_fds'
                GROUP BY f.inode) AS q);
