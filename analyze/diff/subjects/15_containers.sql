-- Containers that a process lives in.  A container that was started again has another pid namespace.
SELECT printf('%s|%s', coalesce(c.runtime, ''), coalesce(c.container_id, s.comm, '')) AS key,
       coalesce(c.runtime || ' ', '') || coalesce(c.container_id, 'without an id') AS item,
       printf('%s|%s|%d', n.boot_id, coalesce(c.container_id, ''), c.pid_namespace) AS identity, NULL AS cookie, NULL AS started,
       iif(instr(c.evidence, 'cgroup'), 'cgroup', 'namespaces') AS source, NULL AS gap, 1 AS runs,
       c.first_pid, s.comm AS first_process, coalesce(c.pod_uid, '') AS pod_uid, c.root_path, c.own_namespaces
FROM containers AS c
JOIN snapshots AS n ON n.snapshot_id = ?1
LEFT JOIN process_stat AS s ON s.snapshot_id = ?1 AND s.pid = c.first_pid AND s.tid = c.first_pid
WHERE c.snapshot_id = ?1
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, 'cgroup', coalesce(max(gap), ''), NULL, NULL, NULL, NULL, NULL, NULL
FROM member_reads
WHERE snapshot_id = ?1 AND path >= 'proc/1' AND path < 'proc/:' AND path GLOB 'proc/[1-9]*/cgroup'
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, 'namespaces', iif(count(*) > 0, printf('namespaces of %d processes were not read', count(*)), ''),
       NULL, NULL, NULL, NULL, NULL, NULL
FROM unread_processes AS u
WHERE u.snapshot_id = ?1 AND u.what = 'ns/net'
  AND NOT EXISTS (SELECT 1 FROM unread_processes AS o
                  WHERE o.snapshot_id = ?2 AND o.what = u.what AND o.pid = u.pid AND o.starttime = u.starttime)
