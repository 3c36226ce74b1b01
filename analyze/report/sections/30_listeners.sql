-- title: Who can reach it
-- caption: Sockets that wait for others, on other addresses than loopback, by process and container. A packet filter may be before them.
-- empty: Nothing waits for others, but for what loopback alone can reach.
-- columns: address code, program code
SELECT iif(max(g.named), 'yes', '') AS finding, coalesce(g.name, 'nobody: ' || g.ownership) AS process, min(g.pid) AS pid,
       count(DISTINCT g.pid) AS processes, g.user, g.container, g.protocol, g.address, g.port, strftime('%Y-%m-%d %H:%M:%S', min(g.since), 'unixepoch') AS since,
       g.program, g.net_namespace AS namespace
FROM (SELECT p.name, i.pid, i.ownership, s.protocol_name AS protocol, i.local_address AS address, i.local_port AS port, i.net_namespace,
             coalesce((SELECT u.username FROM users AS u WHERE u.uid = p.euid LIMIT 1), nullif(p.euid, -1), i.uid) AS user,
             coalesce(c.runtime || ' ', '') || iif(length(c.container_id) = 64, substr(c.container_id, 1, 12), c.container_id) AS container, nullif(p.start_time, -1) AS since, p.path AS program,
             EXISTS (SELECT 1 FROM finding_processes AS f WHERE f.pid = i.pid) AS named
      FROM inet_sockets AS i
      JOIN sockets AS s USING (socket_id)
      LEFT JOIN processes AS p ON p.pid = i.pid
      LEFT JOIN process_containers AS c ON c.pid = i.pid
      WHERE i.direction = 'listen' AND i.local_class <> 'loopback' AND i.ownership NOT IN ('collector', 'forged')) AS g
GROUP BY g.name, g.ownership, g.user, g.container, g.protocol, g.address, g.port, g.program, g.net_namespace
ORDER BY max(g.named) DESC, g.container, g.port, g.protocol, g.address, process, g.net_namespace;
