-- What netstat -apeen would have printed of inet sockets, for all network namespaces.
SELECT s.snapshot_id, n.host, s.protocol_name AS protocol, s.recv_q, s.send_q, s.local_address || ':' || s.local_port AS local,
       s.remote_address || ':' || s.remote_port AS remote, s.state, s.uid, s.inode,
       coalesce(o.pid || '/' || p.name, s.ownership) AS program, s.net_namespace
FROM sockets AS s
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN socket_owners AS o ON o.snapshot_id = s.snapshot_id AND o.socket_id = s.socket_id
LEFT JOIN processes AS p ON p.snapshot_id = o.snapshot_id AND p.pid = o.pid
WHERE s.family IN (2, 10)
ORDER BY s.snapshot_id, s.net_namespace, s.protocol, s.local_port, s.remote_port, o.pid;
