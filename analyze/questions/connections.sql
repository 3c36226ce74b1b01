-- Who talks to whom: both ends of each connection, where both were captured.
SELECT c.snapshot_id, n.host, c.pid, p.name, c.protocol_name AS protocol, c.local_address, c.local_port, c.remote_address, c.remote_port,
       c.state, c.how, c.peer_host, c.peer_pid, q.name AS peer, c.no_peer_reason
FROM connections AS c
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = c.snapshot_id AND p.pid = c.pid
-- The other end may be in the snapshot of another host.
LEFT JOIN processes AS q ON q.snapshot_id = c.peer_snapshot_id AND q.pid = c.peer_pid
ORDER BY c.snapshot_id, c.pid, c.local_port, c.remote_port;
