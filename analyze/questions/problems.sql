-- What analyze did not understand, or what does not verify.
SELECT p.snapshot_id, n.host, m.path, p.line, p.want, p.have
FROM problems AS p
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN members AS m ON m.snapshot_id = p.snapshot_id AND m.member_id = p.member_id
ORDER BY p.snapshot_id, m.path, p.line;
