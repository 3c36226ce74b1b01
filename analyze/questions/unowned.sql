-- Sockets without an owner: why, and where to look next.
SELECT s.snapshot_id, n.host, s.ownership, count(*) AS sockets, min(s.socket_id) AS first_socket_id, r.meaning, r.next_step
FROM sockets AS s
JOIN snapshots AS n USING (snapshot_id)
JOIN ownership_reasons AS r ON r.name = s.ownership
WHERE s.ownership <> 'owned'
GROUP BY s.snapshot_id, s.ownership
ORDER BY s.snapshot_id, sockets DESC;
