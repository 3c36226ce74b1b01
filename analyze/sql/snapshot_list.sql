-- Every snapshot, the newest last.
SELECT s.snapshot_id, s.host, s.started_at, s.started_ns, h.view_key
FROM main.snapshots AS s JOIN main.snapshot_hosts AS h USING (snapshot_id)
ORDER BY s.started_ns, s.snapshot_id;
