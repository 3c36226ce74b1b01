-- Every snapshot, the newest last.
SELECT snapshot_id, host, started_at, started_ns FROM main.snapshots ORDER BY started_ns, snapshot_id;
