-- Sockets in the descriptor table of a single thread, where ss, netstat and lsof do not look.
SELECT s.snapshot_id, n.host, s.pid, p.name, s.tid, s.fd, s.protocol_name AS protocol, s.local_address, s.local_port, s.remote_address,
       s.remote_port, s.state, s.path
FROM process_open_sockets AS s
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = s.snapshot_id AND p.pid = s.pid
WHERE s.tid <> s.pid
ORDER BY s.snapshot_id, s.pid, s.tid, s.fd;
