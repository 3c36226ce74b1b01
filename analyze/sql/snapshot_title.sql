-- What snapshot ?1 is called in messages.
SELECT coalesce(host, directory) || coalesce(' ' || started_at, '') FROM snapshots WHERE snapshot_id = ?1
