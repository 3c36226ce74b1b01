-- title: Whom it talks to: public addresses
-- caption: Connections with addresses of the Internet, by process, network (/24 or /64) and the port that serves. In: the other end connected.
-- empty: No connection with a public address.
-- columns: network code, program code
SELECT iif(max(g.named), 'yes', '') AS finding, coalesce(g.name, 'nobody: ' || g.ownership) AS process, min(g.pid) AS pid, g.container, g.direction,
       g.network, g.protocol, g.port, count(*) AS connections, count(DISTINCT g.remote_address) AS addresses,
       min(g.remote_address) AS first_address, group_concat(DISTINCT g.state) AS states, g.program
FROM (SELECT p.name, i.pid, i.ownership, i.direction, i.service_port AS port, i.remote_address, i.state, s.protocol_name AS protocol, p.path AS program,
             coalesce(c.runtime || ' ', '') || iif(length(c.container_id) = 64, substr(c.container_id, 1, 12), c.container_id) AS container,
             CASE WHEN i.remote_address GLOB '*.*.*.*' THEN rtrim(replace(i.remote_address, '::ffff:', ''), '0123456789') || '0/24'
                  ELSE lower(printf('%s:%s:%s:%s::/64', hex(substr(i.remote_ip, 1, 2)), hex(substr(i.remote_ip, 3, 2)), hex(substr(i.remote_ip, 5, 2)),
                                    hex(substr(i.remote_ip, 7, 2)))) END AS network,
             EXISTS (SELECT 1 FROM finding_processes AS f WHERE f.pid = i.pid) AS named
      FROM inet_sockets AS i
      JOIN sockets AS s USING (socket_id)
      LEFT JOIN processes AS p ON p.pid = i.pid
      LEFT JOIN process_containers AS c ON c.pid = i.pid
      WHERE i.direction IN ('in', 'out') AND i.remote_class = 'public' AND i.ownership NOT IN ('collector', 'forged')) AS g
GROUP BY g.name, g.ownership, g.container, g.direction, g.network, g.protocol, g.port, g.program
ORDER BY max(g.named) DESC, connections DESC, process, g.network, g.protocol, g.port, g.direction, g.container, g.program;
