-- The snapshots, and which of them are of one host, whatever it was called then.
SELECT n.snapshot_id, n.host, h.host_key, h.known_by, n.started_at, n.result, n.kernel, n.case_id, n.operator, n.archive_name
FROM snapshots AS n
JOIN snapshot_hosts AS h USING (snapshot_id)
ORDER BY h.host_key, n.started_ns;
