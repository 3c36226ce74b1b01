-- Who listens, on which address and port, in which network namespace.
SELECT l.snapshot_id, n.host, l.protocol_name AS protocol, l.address, l.port, l.pid, p.name, p.path, l.net_namespace, l.ownership
FROM listening_ports AS l
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = l.snapshot_id AND p.pid = l.pid
WHERE l.family IN (2, 10)
ORDER BY l.snapshot_id, l.port, l.protocol, l.net_namespace, l.pid;
