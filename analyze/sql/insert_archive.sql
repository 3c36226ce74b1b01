-- An archive of snapshot ?1: name ?2, size ?3, digest ?4; result ?5, verified members ?6 and problems ?7 of the archive itself; confinement ?8.
INSERT INTO archives (snapshot_id, archive_name, archive_bytes, archive_sha256, result, verified, problems, confined, loaded_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
