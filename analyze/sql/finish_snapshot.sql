-- Sets what the end of the archive says about snapshot ?1: result ?2, complete ?3, time of the end ?4, size ?5 and digest ?6.
UPDATE snapshots
SET result = ?2, complete = ?3, finished_ns = ?4, archive_bytes = ?5, archive_sha256 = ?6,
    finished_at = strftime('%Y-%m-%dT%H:%M:%S', ?4 / 1000000000, 'unixepoch') || printf('.%09dZ', ?4 % 1000000000)
WHERE snapshot_id = ?1
