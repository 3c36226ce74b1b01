-- Sockets in another network namespace than the one in which collect ran, which netstat and ss on the host do not show.
SELECT s.snapshot_id, n.host, s.net_namespace, s.pid, p.name, p.cgroup_path, s.protocol_name AS protocol, s.local_address, s.local_port,
       s.remote_address, s.remote_port, s.state
FROM process_open_sockets AS s
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = s.snapshot_id AND p.pid = s.pid
WHERE s.family IN (2, 10) AND s.net_namespace <> n.meta ->> '$.self.namespaces.net'
ORDER BY s.snapshot_id, s.net_namespace, s.pid, s.local_port;
