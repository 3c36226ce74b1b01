-- Who listens on unix sockets, by which path or abstract name.
SELECT u.snapshot_id, n.host, u.path, u.type, o.pid, p.name, o.fd, u.net_namespace, u.ownership
FROM unix_sockets AS u
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN socket_owners AS o ON o.snapshot_id = u.snapshot_id AND o.socket_id = u.socket_id
LEFT JOIN processes AS p ON p.snapshot_id = o.snapshot_id AND p.pid = o.pid
WHERE u.state = 'LISTENING'
ORDER BY u.snapshot_id, u.path, o.pid;
