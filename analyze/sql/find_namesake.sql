-- The last snapshot before ?2 with the meta.json of snapshot ?1, and whether its archive verified to the last byte.
SELECT o.snapshot_id, coalesce((SELECT a.problems = 0 FROM archives AS a WHERE a.archive_sha256 = o.archive_sha256), 0)
FROM snapshots AS n
JOIN snapshots AS o ON o.meta_sha256 = n.meta_sha256 AND o.snapshot_id < ?2
WHERE n.snapshot_id = ?1
ORDER BY o.snapshot_id DESC
LIMIT 1
