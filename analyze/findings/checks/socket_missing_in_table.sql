-- title: a socket that the kernel lists in one way and hides in the other
-- severity: high
-- attack: T1014
-- facts: sock_diag lists the socket before and after the descriptors were read, and the text table of its namespace lists it in neither pass; or the
--   other way round
-- ruled out: sockets that came or went meanwhile; time-wait, requests, and sockets that are bound alone, which one of both does not list; tables
--   that were not read to their end
-- not excludable: none that is known
-- on the host: ss -tunap beside cat /proc/net/tcp
-- reads: net/*/after/tcp net/*/after/diag/tcp
SELECT (SELECT o.pid FROM socket_owners AS o WHERE o.snapshot_id = ?1 AND o.socket_id = s.socket_id LIMIT 1) AS pid,
       printf('socket %d of namespace %d', s.inode, s.net_namespace) AS subject,
       printf('%s socket %s:%d of namespace %d is in no table of /proc/net', iif(s.protocol = 6, 'the TCP', 'the UDP'), s.local_address, s.local_port,
              s.net_namespace) AS what,
       printf('sock_diag lists %s:%d, inode %d, cookie %d, in both passes', s.local_address, s.local_port, s.inode, s.cookie) AS fact,
       s.diag_member_id AS fact_member_id, s.diag_line AS fact_line,
       printf('%s does not', t.path) AS other, t.member_id AS other_member_id
FROM sockets AS s
JOIN members AS t ON t.snapshot_id = ?1 AND t.state IN ('ok', 'empty')
 AND t.path = printf('net/%d/after/%s%s', s.net_namespace, iif(s.protocol = 6, 'tcp', 'udp'), iif(s.family = 10, '6', ''))
JOIN members AS b ON b.snapshot_id = ?1 AND b.state IN ('ok', 'empty')
 AND b.path = printf('net/%d/before/%s%s', s.net_namespace, iif(s.protocol = 6, 'tcp', 'udp'), iif(s.family = 10, '6', ''))
WHERE s.snapshot_id = ?1 AND s.seen = 'diag' AND s.family IN (2, 10) AND s.protocol IN (6, 17) AND s.inode > 0
  AND coalesce(s.state, '') NOT IN ('TIME_WAIT', 'SYN_RECV', 'CLOSED') AND s.ownership <> 'collector'
  -- In both passes; made once, and only where there is such a socket (hence the +, or an index would be searched by it): a host can have hundreds of
  -- thousands.
  AND (+s.net_namespace, +s.cookie) IN (SELECT d.net_namespace, d.cookie FROM diag_inet AS d
                                        WHERE d.snapshot_id = ?1 GROUP BY d.net_namespace, d.cookie HAVING min(d.pass) <> max(d.pass))
UNION ALL
SELECT (SELECT o.pid FROM socket_owners AS o WHERE o.snapshot_id = ?1 AND o.socket_id = s.socket_id LIMIT 1),
       printf('socket %d of namespace %d', s.inode, s.net_namespace),
       printf('%s socket %s:%d of namespace %d is in no dump of sock_diag', iif(s.protocol = 6, 'the TCP', 'the UDP'), s.local_address, s.local_port,
              s.net_namespace),
       printf('the table lists %s:%d, inode %d, in both passes', s.local_address, s.local_port, s.inode), s.member_id, s.line,
       printf('%s does not', t.path), t.member_id
FROM sockets AS s
JOIN members AS t ON t.snapshot_id = ?1 AND t.state IN ('ok', 'empty') AND coalesce(t.reason, '') NOT GLOB '*continued in*'
 AND t.path = printf('net/%d/after/diag/%s%s', s.net_namespace, iif(s.protocol = 6, 'tcp', 'udp'), iif(s.family = 10 AND s.protocol = 17, '6', ''))
JOIN members AS b ON b.snapshot_id = ?1 AND b.state IN ('ok', 'empty') AND coalesce(b.reason, '') NOT GLOB '*continued in*'
 AND b.path = printf('net/%d/before/diag/%s%s', s.net_namespace, iif(s.protocol = 6, 'tcp', 'udp'), iif(s.family = 10 AND s.protocol = 17, '6', ''))
WHERE s.snapshot_id = ?1 AND s.seen GLOB 'before,after*' AND s.seen NOT GLOB '*diag*' AND s.family IN (2, 10) AND s.protocol IN (6, 17) AND s.inode > 0
  AND coalesce(s.state, '') NOT IN ('TIME_WAIT', 'SYN_RECV', 'CLOSED') AND s.ownership <> 'collector'
