-- Where port ?6 was that of a service.
WITH
-- The sockets first, since the view works out the direction of each that it is asked for.
near AS MATERIALIZED (
    SELECT socket_id FROM sockets WHERE local_port = ?6 AND family IN (2, 10)
    UNION SELECT socket_id FROM sockets WHERE remote_port = ?6 AND remote_port > 0 AND family IN (2, 10)
),
ends AS (
    SELECT i.* FROM near AS n CROSS JOIN inet_sockets AS i ON i.socket_id = n.socket_id
    WHERE i.direction IN ('listen', 'in', 'out', 'local') AND i.service_port = ?6
)
SELECT s.protocol_name || ' port ' || ?6, i.snapshot_id,
       iif(i.direction = 'listen', 'listens on ' || i.local_address, i.direction), l.target, c.container_id
FROM ends AS i
JOIN sockets AS s USING (socket_id)
LEFT JOIN process_links AS l ON l.snapshot_id = i.snapshot_id AND l.pid = i.pid AND l.tid = i.pid AND l.link = 'exe'
LEFT JOIN process_containers AS c ON c.snapshot_id = i.snapshot_id AND c.pid = i.pid
