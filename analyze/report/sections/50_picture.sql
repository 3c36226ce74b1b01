-- title: The picture
-- shape: picture
-- caption: All connections by process and other end, those within the host, too, and pairs of unix sockets: what the picture folds.
-- empty: No connection was seen.
-- columns: other_end code
SELECT iif(max(g.named), 'yes', '') AS finding, g.direction, coalesce(g.name, 'nobody: ' || g.ownership) AS process, min(g.pid) AS pid, g.container,
       g.other_end, g.protocol, g.port, g.state, count(*) AS sockets
FROM (SELECT i.direction, p.name, i.pid, i.ownership, coalesce(c.runtime || ' ', '') || iif(length(c.container_id) = 64, substr(c.container_id, 1, 12), c.container_id) AS container, i.remote_address AS other_end,
             s.protocol_name AS protocol, i.service_port AS port, i.state, EXISTS (SELECT 1 FROM finding_processes AS f WHERE f.pid = i.pid) AS named
      FROM inet_sockets AS i
      JOIN sockets AS s USING (socket_id)
      LEFT JOIN processes AS p ON p.pid = i.pid
      LEFT JOIN process_containers AS c ON c.pid = i.pid
      WHERE i.direction IN ('in', 'out', 'local') AND i.ownership NOT IN ('collector', 'forged')
      UNION ALL
      SELECT 'unix', coalesce(p.name, 'processes ' || u.pids), u.pid, u.ownership, coalesce(c.runtime || ' ', '') || iif(length(c.container_id) = 64, substr(c.container_id, 1, 12), c.container_id),
             coalesce(o.name, 'processes ' || u.peer_pids, 'nobody: ' || u.peer_ownership) || coalesce(' at ' || nullif(coalesce(u.peer_path, u.path), ''), ''),
             u.type, NULL, u.state, EXISTS (SELECT 1 FROM finding_processes AS f WHERE f.pid = u.pid)
      FROM unix_connections AS u
      LEFT JOIN processes AS p ON p.pid = u.pid
      LEFT JOIN processes AS o ON o.pid = u.peer_pid
      LEFT JOIN process_containers AS c ON c.pid = u.pid
      WHERE u.how IS NOT NULL) AS g
GROUP BY g.direction, g.name, g.ownership, g.container, g.other_end, g.protocol, g.port, g.state
ORDER BY max(g.named) DESC, g.direction = 'unix', g.direction = 'local', sockets DESC, process, g.other_end, g.port, g.state, g.protocol, g.container;
