-- What could not be read: everything that collect attempted, by its state.
SELECT m.snapshot_id, n.host, m.state, m.errno, count(*) AS members, min(m.path) AS first
FROM members AS m
JOIN snapshots AS n USING (snapshot_id)
GROUP BY m.snapshot_id, m.state, m.errno
ORDER BY m.snapshot_id, members DESC;
