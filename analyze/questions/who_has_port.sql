-- Who has a local port, in any state and any network namespace.
-- :port  the port
SELECT s.snapshot_id, n.host, s.pid, p.name, p.path, s.fd, s.protocol_name AS protocol, s.local_address, s.local_port, s.remote_address,
       s.remote_port, s.state, s.net_namespace, s.ownership
FROM process_open_sockets AS s
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = s.snapshot_id AND p.pid = s.pid
WHERE s.local_port = :port AND s.family IN (2, 10)
ORDER BY s.snapshot_id, s.state <> 'LISTEN', s.pid, s.fd;
