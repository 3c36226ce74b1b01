-- Routes of every table and network namespace.  A route to a gateway may change it; one to a link is that of its interface.
WITH labels AS MATERIALIZED (SELECT net_namespace, label FROM net_namespace_labels WHERE snapshot_id = ?1)
SELECT printf('%s|%s/%d|%s|%d|%s|%s', l.label, r.destination, r.prefix_length, coalesce(r.table_id, ''), r.metric, r.type,
              iif(r.gateway = '', r.interface, 'gateway')) AS key,
       printf('%s/%d%s%s', r.destination, r.prefix_length, iif(coalesce(r.table_id, 254) = 254, '', ' table ' || r.table_id),
              iif(l.label = '', '', ' in ' || l.label)) AS item,
       NULL AS identity, NULL AS cookie, NULL AS started, l.label AS source, NULL AS gap, 0 AS runs,
       r.gateway, r.interface, r.metric, r.type, r.source
FROM routes AS r
JOIN labels AS l USING (net_namespace)
WHERE r.snapshot_id = ?1
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, l.label,
       -- The dump, else both text tables.
       iif(EXISTS (SELECT 1 FROM members AS m
                   WHERE m.snapshot_id = ?1 AND m.path = printf('net/%d/context/rtnetlink/route', l.net_namespace) AND m.state IN ('ok', 'empty'))
           AND NOT EXISTS (SELECT 1 FROM member_reads AS m
                           WHERE m.snapshot_id = ?1 AND m.gap <> '' AND m.path >= printf('net/%d/context/rtnetlink/route', l.net_namespace)
                             AND m.path < printf('net/%d/context/rtnetlink/route/', l.net_namespace)),
           '',
           iif((SELECT count(*) FROM member_reads AS m
                WHERE m.snapshot_id = ?1 AND m.gap = '' AND m.path IN (printf('net/%d/context/route', l.net_namespace),
                                                                       printf('net/%d/context/ipv6_route', l.net_namespace))) = 2,
               '', printf('net/%d/context/rtnetlink/route: not read', l.net_namespace))),
       NULL, NULL, NULL, NULL, NULL, NULL
FROM labels AS l
UNION ALL
-- A namespace that nothing shows may be that of a process which only the other snapshot could look into.
SELECT NULL, NULL, NULL, NULL, NULL, NULL, iif(count(*) > 0, printf('namespaces of %d processes were not read', count(*)), ''),
       NULL, NULL, NULL, NULL, NULL, NULL
FROM unread_processes AS u
WHERE u.snapshot_id = ?1 AND u.what = 'ns/net'
  AND NOT EXISTS (SELECT 1 FROM unread_processes AS o
                  WHERE o.snapshot_id = ?2 AND o.what = u.what AND o.pid = u.pid AND o.starttime = u.starttime)
