-- The snapshot that was loaded from an archive with digest ?1.
SELECT snapshot_id FROM snapshots WHERE archive_sha256 = ?1
