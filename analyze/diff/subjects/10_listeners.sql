-- What waits for others: TCP and its kin that listen, UDP without a peer, unix sockets with a name, and what reads packets or raw IP.
WITH
labels AS MATERIALIZED (SELECT net_namespace, label FROM net_namespace_labels WHERE snapshot_id = ?1),
waiting AS (
    SELECT s.socket_id, s.protocol_name AS kind,
           iif(s.family = 10, '[' || s.local_address || ']', s.local_address) || ':' || s.local_port AS place
    FROM inet_sockets AS i JOIN sockets AS s USING (socket_id)
    WHERE i.snapshot_id = ?1 AND i.direction = 'listen'
    UNION ALL
    SELECT socket_id, 'unix', path FROM sockets
    WHERE snapshot_id = ?1 AND family = 1 AND state = 'LISTENING' AND path <> ''
    UNION ALL
    SELECT socket_id, 'raw', local_address || ' protocol ' || local_port FROM sockets
    WHERE snapshot_id = ?1 AND family IN (2, 10) AND protocol = 255
    UNION ALL
    SELECT socket_id, 'packet', coalesce(protocol_name, CAST(protocol AS TEXT)) || ' on ' || coalesce(nullif(interface_name, ''), 'all interfaces')
    FROM sockets WHERE snapshot_id = ?1 AND family = 17
),
held AS (
    SELECT w.kind, w.place, s.*, coalesce(l.label, 'not known') AS label,
           iif(s.ownership = 'owned', (SELECT min(f.pid) FROM process_fds AS f
                                       WHERE f.snapshot_id = ?1 AND f.type = 'socket' AND f.inode = s.inode), NULL) AS pid
    FROM waiting AS w
    JOIN sockets AS s USING (socket_id)
    LEFT JOIN labels AS l ON l.net_namespace = s.net_namespace
    WHERE s.ownership NOT IN ('collector', 'forged')
)
SELECT h.label || '|' || h.kind || '|' || h.place || '|' || coalesce(p.program, '') AS key,
       h.kind || ' ' || h.place || iif(h.label = '', '', ' in ' || h.label) AS item,
       printf('%s|%d|%s|%s|%d', n.boot_id, h.net_namespace, h.kind, h.place, h.inode) AS identity, h.cookie, t.starttime AS started,
       h.label || '|' || h.kind AS source, NULL AS gap, 1 AS runs,
       h.pid, p.program, c.container_id AS container, h.uid AS user
FROM held AS h
JOIN snapshots AS n ON n.snapshot_id = ?1
LEFT JOIN process_stat AS t ON t.snapshot_id = ?1 AND t.pid = h.pid AND t.tid = h.pid
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = h.pid
LEFT JOIN process_containers AS c ON c.snapshot_id = ?1 AND c.pid = h.pid
WHERE h.pid IS NOT n.tool_pid
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, l.label || '|' || r.kind, r.gap, NULL, NULL, NULL, NULL, NULL
FROM socket_table_reads AS r JOIN labels AS l USING (net_namespace)
WHERE r.snapshot_id = ?1
UNION ALL
-- A namespace that nothing shows may be that of a process which only the other snapshot could look into.
SELECT NULL, NULL, NULL, NULL, NULL, NULL, iif(count(*) > 0, printf('namespaces of %d processes were not read', count(*)), ''), NULL, NULL, NULL, NULL, NULL
FROM unread_processes AS u
WHERE u.snapshot_id = ?1 AND u.what = 'ns/net'
  AND NOT EXISTS (SELECT 1 FROM unread_processes AS o
                  WHERE o.snapshot_id = ?2 AND o.what = u.what AND o.pid = u.pid AND o.starttime = u.starttime)
