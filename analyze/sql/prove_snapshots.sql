-- The snapshots that begin with the meta.json of digest ?1: one, or several that contradict each other.
SELECT snapshot_id, host, started_at, case_id, operator, archive_sha256 FROM snapshots WHERE meta_sha256 = ?1 ORDER BY snapshot_id;
