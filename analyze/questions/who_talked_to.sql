-- Who has a connection with a remote address, open or on its way to its end.
-- :address      the remote address, as text
-- :port = NULL  only that remote port
SELECT s.snapshot_id, n.host, n.started_at, s.pid, p.name, p.path, s.protocol_name AS protocol, s.local_address, s.local_port,
       s.remote_address, s.remote_port, s.state, s.net_namespace, s.ownership
FROM process_open_sockets AS s
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = s.snapshot_id AND p.pid = s.pid
-- A socket of both families says ::ffff:a.b.c.d of its IPv4 peers.
WHERE s.remote_address IN (:address, '::ffff:' || :address) AND (:port IS NULL OR s.remote_port = :port)
ORDER BY s.snapshot_id, s.pid, s.local_port;
