-- Where port ?6 was that of a service.
WITH
-- The sockets first, since the view works out the direction of each that it is asked for.
near AS MATERIALIZED (
    SELECT socket_id FROM sockets WHERE local_port = ?6 AND family IN (2, 10)
    UNION SELECT socket_id FROM sockets WHERE remote_port = ?6 AND remote_port > 0 AND family IN (2, 10)
),
-- A busy service has a hundred thousand connections, and a handful of owners: what is the same is one row before it is named.
owners AS MATERIALIZED (
    SELECT DISTINCT s.protocol_name, i.snapshot_id, iif(i.direction = 'listen', 'listens on ' || i.local_address, i.direction) AS role, i.pid
    FROM near AS n CROSS JOIN inet_sockets AS i ON i.socket_id = n.socket_id CROSS JOIN sockets AS s ON s.socket_id = n.socket_id
    WHERE i.direction IN ('listen', 'in', 'out', 'local') AND i.service_port = ?6
)
SELECT o.protocol_name || ' port ' || ?6, o.snapshot_id, o.role, l.target, c.container_id
FROM owners AS o
LEFT JOIN process_links AS l ON l.snapshot_id = o.snapshot_id AND l.pid = o.pid AND l.tid = o.pid AND l.link = 'exe'
LEFT JOIN process_containers AS c ON c.snapshot_id = o.snapshot_id AND c.pid = o.pid
