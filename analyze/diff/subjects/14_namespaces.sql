-- Namespaces of every kind: those of the network however they were found, the others where a process lives in them.  Over a boot they are
-- known by their name, or by the first process in them.
WITH
found AS MATERIALIZED (
    SELECT 'net' AS kind, v.net_namespace AS inode, v.pid, l.label, v.name
    FROM net_namespaces AS v
    JOIN net_namespace_labels AS l ON l.snapshot_id = ?1 AND l.net_namespace = v.net_namespace
    WHERE v.snapshot_id = ?1
    UNION ALL
    SELECT substr(l.link, 4), l.inode, min(l.pid), iif(l.inode = f.inode, '', CAST(l.inode AS TEXT)), NULL
    FROM process_links AS l
    JOIN snapshots AS n ON n.snapshot_id = ?1
    LEFT JOIN process_links AS f ON f.snapshot_id = ?1 AND f.pid = 1 AND f.tid = 1 AND f.link = l.link
    WHERE l.snapshot_id = ?1 AND l.link IN ('ns/mnt', 'ns/pid', 'ns/user', 'ns/uts', 'ns/ipc', 'ns/cgroup', 'ns/time') AND l.inode > 0
      AND l.tid = l.pid AND l.pid IS NOT n.tool_pid
    GROUP BY l.link, l.inode
)
SELECT v.kind || '|' || iif(v.label = '', '', coalesce(v.name, s.comm, 'held')) AS key,
       v.kind || ' ' || v.inode || coalesce(' ' || v.name, '') AS item, printf('%s|%s|%d', n.boot_id, v.kind, v.inode) AS identity,
       NULL AS cookie, NULL AS started, v.kind AS source, NULL AS gap, 0 AS runs,
       coalesce(v.name, '') AS name, v.pid AS first_pid, s.comm AS first_process
FROM found AS v
JOIN snapshots AS n ON n.snapshot_id = ?1
LEFT JOIN process_stat AS s ON s.snapshot_id = ?1 AND s.pid = v.pid AND s.tid = v.pid
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, iif(count(*) > 0, printf('namespaces of %d processes were not read', count(*)), ''), NULL, NULL, NULL, NULL
FROM unread_processes AS u
WHERE u.snapshot_id = ?1 AND u.what = 'ns/net'
  AND NOT EXISTS (SELECT 1 FROM unread_processes AS o
                  WHERE o.snapshot_id = ?2 AND o.what = u.what AND o.pid = u.pid AND o.starttime = u.starttime)
