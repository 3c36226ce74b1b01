-- All sockets of a process, of any kind, whatever its network namespace.
-- :pid  the process
SELECT s.snapshot_id, n.host, s.pid, p.name, s.tid, s.fd, s.family_name AS family, s.protocol_name AS protocol, s.state, s.local_address,
       s.local_port, s.remote_address, s.remote_port, s.path, s.socket AS inode, s.net_namespace
FROM process_open_sockets AS s
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = s.snapshot_id AND p.pid = s.pid
WHERE s.pid = :pid
ORDER BY s.snapshot_id, s.tid, s.fd;
