-- Own addresses of every network namespace.
WITH labels AS MATERIALIZED (SELECT net_namespace, label FROM net_namespace_labels WHERE snapshot_id = ?1)
SELECT l.label || '|' || a.address AS key, a.address || iif(l.label = '', '', ' in ' || l.label) AS item,
       NULL AS identity, NULL AS cookie, NULL AS started, l.label || '|' || a.family AS source, NULL AS gap, 0 AS runs,
       a.label AS interface, a.prefix_length, a.peer_address, a.broadcast
FROM namespace_addresses AS a
JOIN labels AS l USING (net_namespace)
WHERE a.snapshot_id = ?1 AND a.address IS NOT NULL
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, l.label || '|' || f.column1,
       -- The dump, else the text table of the family.  A namespace of which nothing was read has no row in namespace_addresses.
       iif(EXISTS (SELECT 1 FROM namespace_addresses AS a
                   WHERE a.snapshot_id = ?1 AND a.net_namespace = l.net_namespace AND a.family = f.column1 AND a.address IS NULL)
           OR NOT EXISTS (SELECT 1 FROM member_reads AS m
                          WHERE m.snapshot_id = ?1 AND m.gap = ''
                            AND m.path IN (printf('net/%d/context/rtnetlink/address', l.net_namespace),
                                           printf('net/%d/context/%s', l.net_namespace, f.column2))),
           printf('net/%d/context/rtnetlink/address: not read', l.net_namespace), ''),
       NULL, NULL, NULL, NULL, NULL
FROM labels AS l CROSS JOIN (VALUES (2, 'fib_trie'), (10, 'if_inet6')) AS f
UNION ALL
-- A namespace that nothing shows may be that of a process which only the other snapshot could look into.
SELECT NULL, NULL, NULL, NULL, NULL, NULL, iif(count(*) > 0, printf('namespaces of %d processes were not read', count(*)), ''), NULL, NULL, NULL, NULL, NULL
FROM unread_processes AS u
WHERE u.snapshot_id = ?1 AND u.what = 'ns/net'
  AND NOT EXISTS (SELECT 1 FROM unread_processes AS o
                  WHERE o.snapshot_id = ?2 AND o.what = u.what AND o.pid = u.pid AND o.starttime = u.starttime)
