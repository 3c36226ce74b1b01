-- Connections with addresses that are neither loopback, link-local, private nor multicast.
SELECT s.snapshot_id, n.host, s.pid, p.name, p.path, s.protocol_name AS protocol, s.local_address, s.local_port, s.remote_address,
       s.remote_port, s.state, s.net_namespace, s.ownership
FROM (SELECT s.*, iif(s.remote_address LIKE '::ffff:%.%', substr(s.remote_address, 8), s.remote_address) AS there
      FROM process_open_sockets AS s
      WHERE s.family IN (2, 10) AND s.remote_address NOT IN ('', '0.0.0.0', '::', '::1')) AS s
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = s.snapshot_id AND p.pid = s.pid
WHERE NOT EXISTS (SELECT 1
                  FROM (VALUES ('127.0.0.0/8'), ('10.0.0.0/8'), ('172.16.0.0/12'), ('192.168.0.0/16'), ('169.254.0.0/16'), ('100.64.0.0/10'),
                               ('224.0.0.0/4'), ('fe80::/10'), ('fc00::/7'), ('ff00::/8')) AS b
                  WHERE in_cidr_block(b.column1, s.there))
ORDER BY s.snapshot_id, s.remote_address, s.remote_port, s.pid;
