-- Where the user ?5, a name or a number, was known, logged in, or ran something.
WITH
ids AS MATERIALIZED (
    SELECT u.snapshot_id, u.uid FROM snapshots AS n JOIN passwd_file AS u ON u.snapshot_id = n.snapshot_id AND u.username = ?5
    UNION
    SELECT snapshot_id, ?6 FROM snapshots WHERE ?6 IS NOT NULL
)
SELECT ?5, u.snapshot_id, 'in /etc/passwd, uid ' || u.uid, NULL, NULL
FROM ids AS i
JOIN passwd_file AS u ON u.snapshot_id = i.snapshot_id AND u.uid = i.uid
UNION ALL
SELECT ?5, t.snapshot_id, 'runs, uid ' || t.euid, l.target, c.container_id
FROM ids AS i
JOIN process_status AS t ON t.snapshot_id = i.snapshot_id AND t.euid = i.uid AND t.tid = t.pid
JOIN snapshots AS n ON n.snapshot_id = t.snapshot_id AND n.tool_pid IS NOT t.pid
LEFT JOIN process_links AS l ON l.snapshot_id = t.snapshot_id AND l.pid = t.pid AND l.tid = t.pid AND l.link = 'exe'
LEFT JOIN process_containers AS c ON c.snapshot_id = t.snapshot_id AND c.pid = t.pid
UNION ALL
SELECT ?5, snapshot_id, 'login' || iif(host = '', '', ' from ' || host), NULL, NULL
FROM utmp
WHERE type = 7 AND username = ?5
