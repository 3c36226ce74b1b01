-- Whether the archive of snapshot ?1 ends before everything was read.
SELECT result IN ('cut', 'interrupted') FROM main.snapshots WHERE snapshot_id = ?1
