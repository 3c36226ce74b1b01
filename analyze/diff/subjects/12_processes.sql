-- What runs.  A process is the same while its pid and its start are.  Those of the kernel's work queues are left out: it makes and ends
-- them all the time.
SELECT printf('%s|%s|%s|%s', coalesce(g.program, s.comm), coalesce(v.value, ''), coalesce(u.euid, ''), coalesce(c.container_id, '')) AS key,
       s.comm AS item, printf('%s|%d|%d', n.boot_id, s.pid, s.starttime) AS identity, NULL AS cookie, NULL AS started,
       CAST(s.pid AS TEXT) AS source, NULL AS gap, 1 AS runs,
       s.pid, s.ppid AS parent_pid, u.euid AS user, s.comm AS name, coalesce(g.program, iif(s.flags & 0x200000, '', NULL)) AS program,
       v.value AS arguments, coalesce(c.container_id, '') AS container
FROM process_stat AS s
JOIN snapshots AS n ON n.snapshot_id = ?1
LEFT JOIN process_programs AS g ON g.snapshot_id = ?1 AND g.pid = s.pid
LEFT JOIN process_values AS v ON v.snapshot_id = ?1 AND v.pid = s.pid AND v.file = 'cmdline'
LEFT JOIN process_status AS u ON u.snapshot_id = ?1 AND u.pid = s.pid AND u.tid = s.pid
LEFT JOIN process_containers AS c ON c.snapshot_id = ?1 AND c.pid = s.pid
WHERE s.snapshot_id = ?1 AND s.tid = s.pid AND s.pid IS NOT n.tool_pid AND NOT (s.flags & 0x200000 AND s.comm GLOB 'kworker/*')
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, substr(path, 6, length(path) - 10), gap, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM member_reads
WHERE snapshot_id = ?1 AND path >= 'proc/1' AND path < 'proc/:' AND path GLOB 'proc/[1-9]*/stat' AND path NOT GLOB 'proc/*/*/*' AND gap <> ''
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL,
       CASE WHEN n.uid <> 0 AND m.options GLOB '*hidepid=[1-9ip]*' THEN '/proc is mounted with hidepid, and collect was user ' || n.uid
            ELSE coalesce((SELECT gap FROM member_reads WHERE snapshot_id = ?1 AND path = 'views/listed'), '') END,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM snapshots AS n
LEFT JOIN mounts_file AS m ON m.snapshot_id = ?1 AND m.mount_point = '/proc' AND m.fs_type = 'proc'
WHERE n.snapshot_id = ?1
