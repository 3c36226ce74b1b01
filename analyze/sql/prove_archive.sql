-- The archives that snapshot ?1 was loaded from, first the one that the tables have their content from.
SELECT archive_sha256, archive_sha256 = (SELECT archive_sha256 FROM snapshots WHERE snapshot_id = ?1) AS is_source
FROM archives WHERE snapshot_id = ?1 ORDER BY is_source DESC, archive_sha256;
