-- The snapshot that an archive with digest ?1 is of.
SELECT snapshot_id FROM archives WHERE archive_sha256 = ?1
