-- Who is connected to whom by unix sockets, and to the listener with which name.
SELECT c.snapshot_id, n.host, c.pids, p.name, c.type, c.state, c.path, c.peer_path, c.peer_pids, q.name AS peer, c.listener_pids,
       c.listener_how
FROM unix_connections AS c
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = c.snapshot_id AND p.pid = c.pid
LEFT JOIN processes AS q ON q.snapshot_id = c.snapshot_id AND q.pid = c.peer_pid
ORDER BY c.snapshot_id, c.peer_path, c.pids;
