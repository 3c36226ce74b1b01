-- Who talks to whom: sockets of IPv4 and IPv6 with a peer, until their process closes them.  The port of the end that asked says nothing about
-- what a connection is for: where it alone differs, the connection was made anew.
WITH
labels AS MATERIALIZED (SELECT net_namespace, label FROM net_namespace_labels WHERE snapshot_id = ?1),
talking AS (
    SELECT i.direction, i.pid, s.*, coalesce(l.label, 'not known') AS label,
           iif(s.family = 10, '[' || s.local_address || ']', s.local_address) AS here,
           iif(s.family = 10, '[' || s.remote_address || ']', s.remote_address) AS there,
           i.service_port = s.local_port AS serves
    FROM inet_sockets AS i
    JOIN sockets AS s USING (socket_id)
    LEFT JOIN labels AS l ON l.net_namespace = s.net_namespace
    WHERE i.snapshot_id = ?1 AND i.direction IN ('in', 'out', 'local') AND coalesce(s.state, '') <> 'CLOSE'
      AND s.ownership NOT IN ('collector', 'orphan', 'time_wait')
)
SELECT printf('%s|%s|%s|%s|%s|%s', k.label, k.protocol_name, k.here || iif(k.serves, ':' || k.local_port, ''),
              k.there || iif(k.serves, '', ':' || k.remote_port), coalesce(p.program, ''), coalesce(c.container_id, '')) AS key,
       printf('%s %s:%d %s %s:%d%s', k.protocol_name, k.here, k.local_port, iif(k.serves, '<-', '->'), k.there, k.remote_port,
              iif(k.label = '', '', ' in ' || k.label)) AS item,
       printf('%s|%d|%d|%s|%d|%s|%d|%d', n.boot_id, k.net_namespace, k.protocol, k.here, k.local_port, k.there, k.remote_port, k.inode) AS identity,
       k.cookie, t.starttime AS started,
       k.label || '|' || coalesce(k.protocol_name, '') AS source, NULL AS gap, 0 AS runs,
       k.state, k.pid, p.program, c.container_id AS container, k.local_port, k.remote_port
FROM talking AS k
JOIN snapshots AS n ON n.snapshot_id = ?1
LEFT JOIN process_stat AS t ON t.snapshot_id = ?1 AND t.pid = k.pid AND t.tid = k.pid
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = k.pid
LEFT JOIN process_containers AS c ON c.snapshot_id = ?1 AND c.pid = k.pid
WHERE k.pid IS NOT n.tool_pid
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, l.label || '|' || r.kind, r.gap, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM socket_table_reads AS r JOIN labels AS l USING (net_namespace)
WHERE r.snapshot_id = ?1 AND r.kind NOT IN ('raw', 'unix', 'packet')
UNION ALL
-- A namespace that nothing shows may be that of a process which only the other snapshot could look into.
SELECT NULL, NULL, NULL, NULL, NULL, NULL, iif(count(*) > 0, printf('namespaces of %d processes were not read', count(*)), ''),
       NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM unread_processes AS u
WHERE u.snapshot_id = ?1 AND u.what = 'ns/net'
  AND NOT EXISTS (SELECT 1 FROM unread_processes AS o
                  WHERE o.snapshot_id = ?2 AND o.what = u.what AND o.pid = u.pid AND o.starttime = u.starttime)
