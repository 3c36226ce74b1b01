-- Where the path ?5 was run, open, bound or mounted on.
WITH
-- The kernel names a file that is gone so.
names (name, gone) AS (VALUES (?5, ''), (?5 || ' (deleted)', ' (deleted)')),
found AS (
    SELECT l.snapshot_id, 'runs' || n.gone AS role, l.pid FROM names AS n JOIN process_links AS l ON l.target = n.name AND l.link = 'exe'
    WHERE l.tid = l.pid
    UNION ALL
    SELECT f.snapshot_id, 'open' || n.gone, f.pid
    FROM names AS n JOIN process_fds AS f ON f.target = n.name AND f.type NOT IN ('socket', 'pipe', 'anon_inode')
    UNION ALL
    SELECT s.snapshot_id, 'unix socket ' || lower(s.state),
           (SELECT min(f.pid) FROM process_fds AS f
            WHERE f.snapshot_id = s.snapshot_id AND f.type = 'socket' AND f.inode = s.inode AND s.ownership = 'owned')
    FROM sockets AS s WHERE s.path = ?5 AND s.path IS NOT NULL AND s.ownership NOT IN ('collector', 'forged')
    UNION ALL
    SELECT snapshot_id, 'mount of ' || fs_type, NULL FROM mounts_file WHERE mount_point = ?5
)
SELECT ?5, f.snapshot_id, f.role, l.target, c.container_id
FROM found AS f
LEFT JOIN process_links AS l ON l.snapshot_id = f.snapshot_id AND l.pid = f.pid AND l.tid = f.pid AND l.link = 'exe'
LEFT JOIN process_containers AS c ON c.snapshot_id = f.snapshot_id AND c.pid = f.pid
