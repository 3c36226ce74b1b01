-- Finds the holder of each socket of snapshot ?1, or the reason why it has none, as far as we know.  Runs last.
--
-- A reason that is proved comes before a reason that is only possible, and a reason that may be wrong is worse than none:
--
-- 1. A descriptor names it by its inode: owned.  A descriptor that was closed and opened again between the passes names another
--    inode: a row and a link are joined by that number alone, never by pid and descriptor.  Where several sockets have the
--    number, a link may mean any of them and nobody is named: ambiguous.  (gVisor of 2020 gave the one network namespace another
--    number in each task: every table is there once for each task, and so is the row of each socket.  These rows are not merged:
--    to tell them from sockets of copied namespaces would be a guess.)  An MPTCP connection and its subflows share the number by
--    design, and their holder.
-- 2. Its own row excludes a descriptor: time_wait, request, not_accepted, orphan (inode 0), kernel (netlink's), forged.  The
--    scripts before this one set these reasons, and this one keeps them.  no_inode: nothing can name it.
-- 3. Something else names it by its inode: io_uring, mapped.
-- 4. The kernel's configuration requires exactly this socket: kernel.
-- 5. One pass saw it, and the other pass read to its end the table that would have shown it: race.
-- 6. Its descriptor may be in a table that was not read, and the rows do not tell which: cut, denied, other_pid_namespace.
-- 7. Everything was read, and enough descriptors wait in unix sockets for all sockets that are left: in_flight.  It comes after 6
--    because the kernel counts the waiting descriptors without naming them: sockets of a refused table would pass for them.
-- 8. unexplained.
--
-- Nearly all sockets of a large host are owned when this script begins.  The others are looked for by the index sockets_unowned, whose
-- condition a statement has to repeat: ownership <> 'owned'.
--
-- Who has the other end, who made the socket (uid, cgroup) and who waits for it (epoll) prove nothing: a descriptor may have been
-- handed to anybody.  In 5 to 8, unread_tables is the number of tables that were not read whole, whatever the reason; for a socket
-- that only its descriptor shows, it is the number of tables of sockets.
--
-- The sockets that collect made itself to ask the kernel come before all of these.  They are known by the inode that the kernel gave
-- collect for its own descriptor, and where a dump shows them by the cookie, never by a port id, which anybody may choose.  Their
-- descriptors are in no table, so a link with the same number means another socket.
UPDATE sockets AS s
SET ownership = 'collector'
WHERE s.snapshot_id = ?1 AND s.ownership <> 'owned' AND s.ownership IN ('race', 'unexplained') AND s.inode <> 0
  AND EXISTS (SELECT 1 FROM collector_sockets AS c
              WHERE c.snapshot_id = ?1 AND c.net_namespace = s.net_namespace AND c.inode = s.inode AND c.family = s.family
                AND c.protocol = s.protocol AND coalesce(c.cookie = s.cookie, 1));

-- Sockets that no table shows: families without one, sockets of a namespace that was not read, sockets not yet bound.  The kernel
-- names a descriptor's protocol when the socket is made.  Only an established socket can change its protocol later (IPV6_ADDRFORM, an
-- accepted MPTCP connection that fell back), and a table would show it.  A column that the name does not decide is NULL: UNIX
-- means each of three types before Linux 5.15, and two of them since.  A forged row shows no socket: it may bear the inode of a
-- socket that somebody wants to hide.
INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, inode, seen, ownership, unread_tables, member_id, line)
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
           ('HCI', 31, 1, 'raw'), ('SCO', 31, 2, 'seqpacket'), ('RFCOMM', 31, 3, NULL), ('ISO', 31, 8, 'seqpacket'),
           ('LLC', 26, 0, NULL), ('DDP', 5, 0, NULL), ('PPPOE', 24, 0, 'stream')
),
nobodies AS MATERIALIZED ( -- inodes that no other row has
    SELECT c.inode FROM sockets AS c
    WHERE c.snapshot_id = ?1 AND c.ownership <> 'owned' AND c.ownership IN ('collector', 'forged')
      AND NOT EXISTS (SELECT 1 FROM sockets AS s
                      WHERE s.snapshot_id = ?1 AND s.inode = c.inode AND s.ownership NOT IN ('collector', 'forged'))
),
held AS (
    SELECT f.inode, min((f.member_id << 32) + f.line) AS key, max(f.protocol_name) AS name, max(f.net_namespace) AS net_namespace
    FROM process_fds AS f
    WHERE f.snapshot_id = ?1 AND f.type = 'socket' AND f.inode IS NOT NULL -- hostile: socket:[x]
      AND (f.inode IN (SELECT n.inode FROM nobodies AS n)
           OR NOT EXISTS (SELECT 1 FROM sockets AS s WHERE s.snapshot_id = ?1 AND s.inode = f.inode))
    GROUP BY f.inode
)
SELECT ?1, h.net_namespace, p.family, p.protocol, p.type, h.inode, 'descriptor', 'owned',
       (SELECT nullif(count(*), 0) FROM unread_tables AS u WHERE u.snapshot_id = ?1 AND u.pid IS NULL), h.key >> 32, h.key & 4294967295
FROM held AS h
LEFT JOIN protocols AS p ON p.name = h.name;

-- A file registered with an io_uring stays open when its last descriptor is closed.
INSERT INTO sockets (snapshot_id, inode, seen, ownership, member_id, line)
SELECT u.snapshot_id, u.inode, 'io_uring', 'io_uring', u.member_id, min(u.line)
FROM process_io_uring_files AS u
WHERE u.snapshot_id = ?1 AND u.inode > 0
  AND NOT EXISTS (SELECT 1 FROM sockets AS s
                  WHERE s.snapshot_id = u.snapshot_id AND s.inode = u.inode AND s.ownership NOT IN ('collector', 'forged'))
GROUP BY u.inode;

-- The inode of a socket that a dump or another table shows is no second one's: what makes the owner of that one ambiguous is a row
-- that was forged while no dump was taken.
UPDATE sockets AS s
SET ownership = 'forged'
WHERE s.snapshot_id = ?1 AND s.ownership <> 'owned' AND s.ownership = 'race' AND s.family = 1 AND s.diag_member_id IS NULL AND s.inode <> 0
  AND s.net_namespace IN (SELECT d.net_namespace FROM diag_unix AS d WHERE d.snapshot_id = ?1)
  AND EXISTS (SELECT 1 FROM sockets AS o
              WHERE o.snapshot_id = s.snapshot_id AND o.inode = s.inode AND o.socket_id <> s.socket_id
                AND (o.family <> 1 OR o.diag_member_id IS NOT NULL));

UPDATE sockets AS s INDEXED BY sockets_unowned
SET ownership = 'owned', seen = s.seen || ',descriptor'
WHERE s.snapshot_id = ?1 AND s.ownership <> 'owned' AND s.ownership NOT IN ('collector', 'forged') AND s.inode <> 0
  AND EXISTS (SELECT 1 FROM process_fds AS f
              WHERE f.snapshot_id = s.snapshot_id AND f.type = 'socket' AND f.inode = s.inode);

UPDATE sockets AS s
SET ownership = 'ambiguous'
WHERE s.snapshot_id = ?1 AND s.ownership = 'owned'
  AND s.inode IN (SELECT o.inode FROM sockets AS o
                  WHERE o.snapshot_id = ?1 AND o.ownership NOT IN ('collector', 'forged')
                    AND o.inode IN (SELECT i.inode FROM sockets AS i -- of the index alone
                                    WHERE i.snapshot_id = ?1 AND i.inode <> 0 GROUP BY i.inode HAVING count(*) > 1)
                  GROUP BY o.inode
                  HAVING count(*) > 1 AND max(o.protocol = 262 AND o.family IN (2, 10)) IS NOT 1
                     AND NOT (count(o.cookie) = count(*) AND min(o.cookie) = max(o.cookie)));

-- A socket that only one pass saw came or went during the run, if the other pass read the same table or dump to its end, in all
-- parts (diag/tcp, diag/tcp.1, …), and understood every line of it: a line that was not understood may be the socket.  ('/' is the byte behind '.'.)
WITH
shown AS (
    SELECT member_id FROM sockets WHERE snapshot_id = ?1 AND ownership <> 'owned' AND ownership = 'race'
    UNION
    SELECT diag_member_id FROM sockets WHERE snapshot_id = ?1 AND ownership <> 'owned' AND ownership = 'race'
),
others AS (
    SELECT m.member_id, iif(instr(m.path, '/before/'), replace(m.path, '/before/', '/after/'),
                            replace(m.path, '/after/', '/before/')) AS path
    FROM shown
    JOIN members AS m ON m.member_id = shown.member_id
),
named AS MATERIALIZED (
    SELECT member_id, iif(rtrim(path, '0123456789') GLOB '*.', rtrim(rtrim(path, '0123456789'), '.'), path) AS path FROM others
),
whole AS MATERIALIZED (
    SELECT n.member_id
    FROM named AS n
    WHERE EXISTS (SELECT 1 FROM members AS m WHERE m.snapshot_id = ?1 AND m.path = n.path)
      AND NOT EXISTS (SELECT 1 FROM members AS m
                      WHERE m.snapshot_id = ?1 AND m.path >= n.path AND m.path < n.path || '/'
                        AND (NOT (m.state IN ('ok', 'empty') AND m.verified)
                             OR EXISTS (SELECT 1 FROM problems AS p WHERE p.snapshot_id = ?1 AND p.member_id = m.member_id)))
)
UPDATE sockets AS s
SET ownership = 'unexplained'
WHERE s.snapshot_id = ?1 AND s.ownership <> 'owned' AND s.ownership = 'race'
  AND s.member_id NOT IN (SELECT w.member_id FROM whole AS w)
  AND (s.diag_member_id IS NULL OR s.diag_member_id NOT IN (SELECT w.member_id FROM whole AS w));

-- Sockets that a process keeps open without a descriptor, where something shows it: an io_uring, a mapping of the socket's ring.
UPDATE sockets AS s
SET ownership = 'io_uring'
WHERE s.snapshot_id = ?1 AND s.ownership <> 'owned' AND s.ownership IN ('race', 'unexplained') AND s.inode <> 0
  AND s.inode IN (SELECT u.inode FROM process_io_uring_files AS u WHERE u.snapshot_id = ?1);

UPDATE sockets AS s
SET ownership = 'mapped'
WHERE s.snapshot_id = ?1 AND s.ownership <> 'owned' AND s.ownership IN ('race', 'unexplained') AND s.inode <> 0
  AND s.inode IN (SELECT m.inode FROM process_maps AS m WHERE m.snapshot_id = ?1 AND substr(m.path, 1, 8) = 'socket:[');

-- The kernel's own sockets, where its configuration shows them.  A port is the kernel's if an interface that is up holds it (vxlan_open,
-- geneve_open, bareudp_open, amt_dev_open, gtp's two), if a family of generic netlink lists it (wireguard, fou, l2tp), or if a
-- server in the kernel listens to it, which its threads or its files show.  The socket of an interface that was moved to another
-- namespace stays where it was made.  rtnetlink tells that there is such a namespace (link_netnsid) but not which one; of WireGuard it
-- tells nothing.  `moves` is 0 for here, 1 for elsewhere, 2 for here or else elsewhere.  Elsewhere counts only if exactly one namespace
-- has such a socket.  `connected` is set for ports whose sockets have, or accept, connections.
WITH
init AS MATERIALIZED ( -- kernel threads live in the first network namespace
    SELECT t.comm, n.inode AS net_namespace
    FROM process_stat AS t
    JOIN process_links AS n ON n.snapshot_id = ?1 AND n.pid = t.pid AND n.tid = t.pid AND n.link = 'ns/net'
    WHERE t.snapshot_id = ?1 AND t.tid = t.pid AND t.flags & 0x200000 -- PF_KTHREAD
),
here (net_namespace) AS ( -- the namespace of collect, which sysctls and /proc/fs/nfsd describe
    SELECT n.meta ->> '$.self.namespaces.net' FROM snapshots AS n WHERE n.snapshot_id = ?1 AND json_valid(n.meta)
),
servers (comm, protocol, port) AS (
    VALUES ('nfsd', 6, 2049), ('nfsd', 17, 2049), ('iscsi_np', 6, 3260), ('ksmbd-*', 6, 445)
),
ports (net_namespace, protocol, port, local_ip, other_ip, moves, connected, holder) AS MATERIALIZED (
    SELECT l.net_namespace, 17, l.tunnel_port, l.tunnel_local_ip, coalesce(l.tunnel_remote_ip, l.tunnel_local_ip),
           l.link_netnsid IS NOT NULL, 0, l.kind || ' ' || l.interface_name
    FROM rtnl_link AS l
    WHERE l.snapshot_id = ?1 AND l.kind IN ('vxlan', 'geneve', 'bareudp', 'amt') AND l.flags & 1
    UNION ALL
    SELECT l.net_namespace, 17, g.column1, NULL, NULL, l.link_netnsid IS NOT NULL, 0, l.kind || ' ' || l.interface_name
    FROM rtnl_link AS l
    JOIN (VALUES (2152), (3386)) AS g -- GTP1U_PORT, GTP0_PORT
    WHERE l.snapshot_id = ?1 AND l.kind = 'gtp' AND l.flags & 1
    UNION ALL
    SELECT w.net_namespace, 17, w.listen_port, NULL, NULL, 2, 0, 'wireguard ' || w.interface_name
    FROM genl_wireguard AS w
    WHERE w.snapshot_id = ?1
    UNION ALL
    SELECT f.net_namespace, 17, f.port, f.ip, f.ip, 0, coalesce(f.peer_port, 0) <> 0, iif(f.encapsulation = 2, 'gue', 'fou')
    FROM (SELECT *, coalesce(local_ip, zeroblob(iif(family = 10, 16, 4))) AS ip FROM genl_fou WHERE snapshot_id = ?1) AS f
    UNION ALL
    SELECT t.net_namespace, 17, t.local_port, t.local_ip, t.local_ip, 0, 1, 'l2tp tunnel ' || t.tunnel_id
    FROM genl_l2tp AS t
    WHERE t.snapshot_id = ?1 AND t.encapsulation = 0
    UNION ALL
    SELECT i.net_namespace, s.protocol, s.port, NULL, NULL, 0, 1, iif(s.comm = 'ksmbd-*', 'ksmbd', s.comm)
    FROM servers AS s
    JOIN init AS i ON i.comm GLOB s.comm
    UNION ALL
    SELECT i.net_namespace, 17, CAST(substr(i.comm, 10) AS INTEGER), NULL, NULL, 0, 0, 'rxrpc'
    FROM init AS i
    WHERE i.comm GLOB 'krxrpcio/[1-9]*'
    UNION ALL
    SELECT i.net_namespace, iif(c.name = 'fs/nfs/nlm_tcpport', 6, 17), CAST(c.value AS INTEGER), NULL, NULL, 0, 1, 'lockd'
    FROM sysctls AS c
    JOIN init AS i ON i.comm = 'lockd'
    WHERE c.snapshot_id = ?1 AND c.name IN ('fs/nfs/nlm_tcpport', 'fs/nfs/nlm_udpport') AND CAST(c.value AS INTEGER) > 0
    UNION ALL
    SELECT h.net_namespace, iif(p.protocol = 'tcp', 6, 17), p.port, NULL, NULL, 0, 1, 'nfsd'
    FROM nfsd_ports AS p
    JOIN here AS h
    WHERE p.snapshot_id = ?1 AND p.protocol IN ('tcp', 'udp')
    UNION ALL
    SELECT h.net_namespace, 17, CAST(c.value AS INTEGER), NULL, NULL, 0, 0, 'sctp over udp'
    FROM sysctls AS c
    JOIN here AS h
    WHERE c.snapshot_id = ?1 AND c.name = 'net/sctp/udp_port' AND CAST(c.value AS INTEGER) > 0
),
found AS MATERIALIZED (
    SELECT s.socket_id, s.net_namespace, p.net_namespace AS home, p.holder
    FROM ports AS p
    JOIN sockets AS s ON s.snapshot_id = ?1 AND s.local_port = p.port AND s.protocol = p.protocol AND s.family IN (2, 10)
    WHERE s.inode <> 0 AND s.ownership IN ('race', 'unexplained')
      AND (p.moves = 2 OR (s.net_namespace <> p.net_namespace) = p.moves)
      AND (p.connected OR s.remote_port = 0) AND s.state IS NOT 'SYN_SENT'
      AND ((p.connected AND p.local_ip IS NULL) OR s.local_ip IN (zeroblob(length(s.local_ip)), p.local_ip))
      AND length(s.local_ip) = length(coalesce(p.other_ip, s.local_ip))
),
sure AS (
    SELECT DISTINCT a.socket_id, a.holder
    FROM found AS a
    WHERE a.net_namespace = a.home
       OR (SELECT count(DISTINCT b.net_namespace) FROM found AS b WHERE b.home = a.home AND b.holder = a.holder) = 1
    ORDER BY a.socket_id, a.holder
)
UPDATE sockets AS s
SET ownership = 'kernel', kernel_holder = f.holders
FROM (SELECT socket_id, group_concat(holder, ', ') AS holders FROM sure GROUP BY socket_id) AS f
WHERE s.socket_id = f.socket_id;

-- The connection of a mounted network file system to its server: fs/nfs/super.c, nfs_show_options; fs/smb/client/cifsfs.c,
-- cifs_show_address.  The socket is in the namespace of the process that mounted it.
WITH
ports (fs_type, port) AS (VALUES ('nfs', 2049), ('nfs4', 2049), ('cifs', 445), ('smb3', 445)),
mounts AS MATERIALIZED (
    SELECT DISTINCT n.inode AS net_namespace, a.value AS address, coalesce(CAST(o.value AS INTEGER), p.port) AS port,
           m.fs_type || ' ' || m.mount_point AS holder
    FROM mountinfo AS m
    JOIN ports AS p ON p.fs_type = m.fs_type
    JOIN mount_super_options AS a ON a.snapshot_id = ?1 AND a.member_id = m.member_id AND a.line = m.line AND a.name = 'addr'
    LEFT JOIN mount_super_options AS o ON o.snapshot_id = ?1 AND o.member_id = m.member_id AND o.line = m.line AND o.name = 'port'
    JOIN process_links AS n ON n.snapshot_id = ?1 AND n.pid = m.pid AND n.tid = m.pid AND n.link = 'ns/net'
    WHERE m.snapshot_id = ?1
)
UPDATE sockets AS s
SET ownership = 'kernel', kernel_holder = f.holders
FROM (SELECT socket_id, group_concat(holder, ', ') AS holders
      FROM (SELECT DISTINCT o.socket_id, m.holder
            FROM mounts AS m
            JOIN sockets AS o ON o.snapshot_id = ?1 AND o.net_namespace = m.net_namespace AND o.remote_address = m.address
                             AND o.remote_port = m.port
            WHERE o.ownership IN ('race', 'unexplained') AND o.protocol = 6 AND o.family IN (2, 10) AND o.inode <> 0
            ORDER BY o.socket_id, m.holder)
      GROUP BY socket_id) AS f
WHERE s.socket_id = f.socket_id;

UPDATE sockets SET kernel_holder = 'netlink' WHERE snapshot_id = ?1 AND ownership <> 'owned' AND ownership = 'kernel' AND family = 16;

-- The sockets that are left may belong to what was not read.  A collect in a pid namespace other than the first one
-- (PROC_PID_INIT_INO) does not see every process.
UPDATE sockets AS s
SET ownership = CASE
    WHEN (SELECT n.result FROM snapshots AS n WHERE n.snapshot_id = ?1) = 'cut' THEN 'cut'
    WHEN EXISTS (SELECT 1 FROM unread_tables AS u WHERE u.snapshot_id = ?1) THEN 'denied'
    WHEN (SELECT n.meta ->> '$.self.namespaces.pid' FROM snapshots AS n WHERE n.snapshot_id = ?1 AND json_valid(n.meta))
         <> 4026531836 THEN 'other_pid_namespace'
    ELSE 'unexplained' END
WHERE s.snapshot_id = ?1 AND s.ownership <> 'owned' AND s.ownership = 'unexplained' AND s.inode <> 0;

-- Descriptors wait in the queues of unix sockets (SCM_RIGHTS): a receiver's fdinfo tells how many, not which.  They explain the
-- sockets that are left if they are enough for all of them and nothing else can hold one: a mapping may keep a packet socket,
-- and the kernel may keep an inet socket where there are tunnels or network file systems.
UPDATE sockets AS s
SET ownership = 'in_flight'
WHERE s.snapshot_id = ?1 AND s.ownership <> 'owned' AND s.ownership = 'unexplained' AND s.inode <> 0 AND s.family <> 17
  AND (s.family NOT IN (2, 10)
       OR NOT EXISTS (SELECT 1 FROM rtnl_link AS l
                      WHERE l.snapshot_id = ?1
                        AND l.kind IN ('wireguard', 'vxlan', 'geneve', 'bareudp', 'gtp', 'amt', 'ovpn', 'batadv', 'ipip', 'sit', 'l2tp')
                      UNION ALL
                      SELECT 1 FROM mountinfo AS m
                      WHERE m.snapshot_id = ?1
                        AND m.fs_type IN ('nfs', 'nfs4', 'nfsd', 'cifs', 'smb3', 'ceph', 'afs', '9p', 'ocfs2', 'gfs2', 'rpc_pipefs')))
  AND (SELECT count(*) FROM sockets AS o
       WHERE o.snapshot_id = ?1 AND o.ownership <> 'owned' AND o.ownership = 'unexplained' AND o.inode <> 0)
      <= (SELECT total(q.waiting) -- sum() fails where hostile numbers overflow
          FROM (SELECT max(CAST(i.value AS INTEGER)) AS waiting
                FROM process_fdinfo AS i
                JOIN process_fds AS f
                  ON f.snapshot_id = i.snapshot_id AND f.pid = i.pid AND f.fd = i.fd AND f.tid = i.tid AND f.type = 'socket'
                WHERE i.snapshot_id = ?1 AND i.key = 'scm_fds'
                GROUP BY f.inode) AS q);

UPDATE sockets AS s INDEXED BY sockets_unowned
SET unread_tables = (SELECT count(*) FROM unread_tables AS u WHERE u.snapshot_id = ?1)
WHERE s.snapshot_id = ?1 AND s.ownership <> 'owned'
  AND (s.ownership = 'no_inode'
       OR (s.inode <> 0 AND s.ownership IN ('race', 'cut', 'denied', 'other_pid_namespace', 'in_flight', 'unexplained')));
