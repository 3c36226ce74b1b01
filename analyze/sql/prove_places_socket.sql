-- Where socket ?2 of snapshot ?1 was read, each descriptor that holds it, and the processes that these are of.
SELECT role, path, line
FROM (
    SELECT CASE WHEN s.seen IN ('descriptor', 'io_uring') THEN s.seen WHEN s.member_id IS s.diag_member_id THEN 'dump message' ELSE 'table row' END AS role,
           m.path, s.line
    FROM sockets AS s JOIN members AS m USING (member_id)
    WHERE s.snapshot_id = ?1 AND s.socket_id = ?2
    UNION
    SELECT 'dump message', m.path, s.diag_line
    FROM sockets AS s JOIN members AS m ON m.member_id = s.diag_member_id
    WHERE s.snapshot_id = ?1 AND s.socket_id = ?2
    UNION
    SELECT 'descriptor', m.path, o.line
    FROM socket_owners AS o JOIN members AS m USING (member_id)
    WHERE o.snapshot_id = ?1 AND o.socket_id = ?2
    UNION
    SELECT 'process', m.path, p.line
    FROM socket_owners AS o
    JOIN process_stat AS p ON p.snapshot_id = o.snapshot_id AND p.pid = o.pid AND p.tid = o.pid
    JOIN members AS m ON m.member_id = p.member_id
    WHERE o.snapshot_id = ?1 AND o.socket_id = ?2
)
ORDER BY CASE role WHEN 'table row' THEN 1 WHEN 'dump message' THEN 2 WHEN 'process' THEN 4 ELSE 3 END, path, line;
