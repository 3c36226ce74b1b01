-- Where process ?2 of snapshot ?1 was read: its own lines, and each way of looking that showed it.  Its descriptors and threads are rows of their own.
SELECT role, path, line
FROM (
    SELECT 'process' AS role, m.path, s.line FROM process_stat AS s JOIN members AS m USING (member_id)
    WHERE s.snapshot_id = ?1 AND s.pid = ?2 AND s.tid = ?2
    UNION
    SELECT 'process', m.path, s.line FROM process_status AS s JOIN members AS m USING (member_id)
    WHERE s.snapshot_id = ?1 AND s.pid = ?2 AND s.tid = ?2
    UNION
    SELECT 'command line', m.path, v.line FROM process_values AS v JOIN members AS m USING (member_id)
    WHERE v.snapshot_id = ?1 AND v.pid = ?2 AND v.file = 'cmdline'
    UNION
    SELECT 'link', m.path, l.line FROM process_links AS l JOIN members AS m USING (member_id)
    WHERE l.snapshot_id = ?1 AND l.pid = ?2 AND l.tid = ?2
    UNION
    SELECT 'view', m.path, v.line FROM process_views AS v JOIN members AS m USING (member_id)
    WHERE v.snapshot_id = ?1 AND v.pid = ?2
)
ORDER BY role = 'view', path, line;
