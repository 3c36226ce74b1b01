-- title: Hosts
-- of: all
-- caption: A row a snapshot of this report: those with the gravest findings first. Listeners are those that others can reach.
-- empty: The database has no snapshot.
SELECT s.host, s.snapshot_id AS snapshot, s.started_at AS captured,
       (SELECT count(*) FROM findings AS f WHERE f.snapshot_id = s.snapshot_id AND f.severity = 'high') AS high,
       (SELECT count(*) FROM findings AS f WHERE f.snapshot_id = s.snapshot_id AND f.severity = 'medium') AS medium,
       (SELECT count(*) FROM findings AS f WHERE f.snapshot_id = s.snapshot_id AND f.severity = 'low') AS low,
       (SELECT count(*) FROM inet_sockets AS i WHERE i.snapshot_id = s.snapshot_id AND i.direction = 'listen' AND i.local_class <> 'loopback') AS listeners,
       (SELECT count(*) FROM inet_sockets AS i WHERE i.snapshot_id = s.snapshot_id AND i.direction IN ('in', 'out')
                                                 AND i.remote_class = 'public') AS public_connections,
       (SELECT count(*) FROM process_stat AS p WHERE p.snapshot_id = s.snapshot_id AND p.tid = p.pid) AS processes,
       iif(s.complete, 'complete', s.result) AS state
FROM snapshots AS s
WHERE s.snapshot_id IN (SELECT value FROM json_each(:snapshots))
ORDER BY high DESC, medium DESC, low DESC, s.host, s.snapshot_id;
