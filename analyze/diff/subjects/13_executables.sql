-- Which programs run, whatever the processes are.
SELECT g.path || '|' || coalesce(c.container_id, '') AS key, g.path AS item, NULL AS identity, NULL AS cookie, NULL AS started,
       NULL AS source, NULL AS gap, 1 AS runs,
       coalesce(c.container_id, '') AS container, iif(max(g.deleted), 'yes', '') AS deleted,
       iif(count(d.sha256) = count(*), replace(group_concat(DISTINCT d.sha256), ',', ' '), NULL) AS sha256
FROM (SELECT *, iif(substr(program, -10) = ' (deleted)', substr(program, 1, length(program) - 10), program) AS path
      FROM process_programs WHERE snapshot_id = ?1 ORDER BY pid) AS g
JOIN snapshots AS n ON n.snapshot_id = ?1
LEFT JOIN process_containers AS c ON c.snapshot_id = ?1 AND c.pid = g.pid
LEFT JOIN executable_hashes AS d ON d.snapshot_id = ?1 AND d.pid = g.pid
WHERE g.pid IS NOT n.tool_pid
GROUP BY g.path, c.container_id
UNION ALL
-- Whatever could not be looked into may run it, but for what neither snapshot could look into.
SELECT NULL, NULL, NULL, NULL, NULL, NULL, iif(count(*) > 0, printf('programs of %d processes were not read', count(*)), ''), NULL, NULL, NULL, NULL
FROM unread_processes AS u
WHERE u.snapshot_id = ?1 AND u.what = 'exe'
  AND NOT EXISTS (SELECT 1 FROM unread_processes AS o
                  WHERE o.snapshot_id = ?2 AND o.what = u.what AND o.pid = u.pid AND o.starttime = u.starttime)
