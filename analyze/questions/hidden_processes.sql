-- Processes that the visible /proc does not list, or over whose files something is mounted.
SELECT v.snapshot_id, n.host, v.pid, v.name, v.hidden, v.covered, v.listed, v.opened, v.known, v.private, v.cgroups
FROM process_sightings AS v
JOIN snapshots AS n USING (snapshot_id)
WHERE v.hidden = 1 OR v.covered = 1
ORDER BY v.snapshot_id, v.pid;
