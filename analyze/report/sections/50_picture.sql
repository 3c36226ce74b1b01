-- title: The picture
-- shape: picture
-- caption: All connections by process and other end, those within the host, too, and pairs of unix sockets: what the picture folds.
-- empty: No connection was seen.
-- columns: other_end code
WITH
holders AS MATERIALIZED (
    SELECT p.pid, p.name,
           coalesce(c.runtime || ' ', '') || iif(length(c.container_id) = 64, substr(c.container_id, 1, 12), c.container_id) AS container,
           (SELECT min(v.rank) FROM finding_processes AS f JOIN findings AS w USING (finding_id) JOIN finding_severities AS v ON v.name = w.severity
            WHERE f.pid = p.pid) AS rank
    FROM processes AS p LEFT JOIN process_containers AS c ON c.pid = p.pid
),
ends AS (
    SELECT i.direction, i.pid, NULL AS pids, i.ownership, i.remote_address AS other_end, s.protocol_name AS protocol, i.service_port AS port, i.state
    FROM inet_sockets AS i JOIN sockets AS s USING (socket_id)
    WHERE i.direction IN ('in', 'out', 'local') AND i.ownership NOT IN ('collector', 'forged')
    UNION ALL
    SELECT 'unix', u.pid, iif(u.pid IS NULL, u.pids, NULL), u.ownership,
           coalesce(o.name, 'processes ' || u.peer_pids, 'nobody: ' || u.peer_ownership) || coalesce(' at ' || nullif(coalesce(u.peer_path, u.path), ''), ''),
           u.type, NULL, u.state
    FROM unix_connections AS u LEFT JOIN holders AS o ON o.pid = u.peer_pid
    WHERE u.how IS NOT NULL
)
SELECT CASE min(h.rank) WHEN 1 THEN 'high' WHEN 2 THEN 'medium' WHEN 3 THEN 'low' ELSE '' END AS finding, e.direction, coalesce(h.name, 'processes ' || e.pids, 'nobody: ' || e.ownership) AS process, min(e.pid) AS pid,
       h.container, e.other_end, e.protocol, e.port, e.state, count(*) AS sockets
FROM ends AS e
LEFT JOIN holders AS h ON h.pid = e.pid
GROUP BY e.direction, h.name, e.pids, e.ownership, h.container, e.other_end, e.protocol, e.port, e.state
ORDER BY min(h.rank) IS NULL, min(h.rank), e.direction = 'unix', e.direction = 'local', sockets DESC, process, e.other_end, e.port, e.state, e.protocol, h.container;
