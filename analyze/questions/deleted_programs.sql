-- Processes whose program was deleted, or that run from memory alone.
SELECT p.snapshot_id, n.host, p.pid, p.parent, p.uid, p.name, p.path, p.cmdline, datetime(p.start_time, 'unixepoch') AS started
FROM processes AS p
JOIN snapshots AS n USING (snapshot_id)
WHERE p.on_disk = 0 OR p.path LIKE '/memfd:%'
ORDER BY p.snapshot_id, p.pid;
