-- title: Who can reach it
-- caption: Sockets that wait for others, on other addresses than loopback, by process and container. A packet filter may be before them.
-- empty: Nothing waits for others, but for what loopback alone can reach.
-- columns: address code, program code
WITH
holders AS MATERIALIZED (
    SELECT p.pid, p.name, p.path AS program, p.start_time, coalesce((SELECT u.username FROM users AS u WHERE u.uid = p.euid LIMIT 1), nullif(p.euid, -1)) AS user,
           coalesce(c.runtime || ' ', '') || iif(length(c.container_id) = 64, substr(c.container_id, 1, 12), c.container_id) AS container,
           (SELECT min(v.rank) FROM finding_processes AS f JOIN findings AS w USING (finding_id) JOIN finding_severities AS v ON v.name = w.severity
            WHERE f.pid = p.pid) AS rank
    FROM processes AS p LEFT JOIN process_containers AS c ON c.pid = p.pid
)
SELECT CASE min(h.rank) WHEN 1 THEN 'high' WHEN 2 THEN 'medium' WHEN 3 THEN 'low' ELSE '' END AS finding, coalesce(h.name, 'nobody: ' || i.ownership) AS process, min(i.pid) AS pid, count(DISTINCT i.pid) AS processes,
       coalesce(h.user, i.uid) AS user, h.container, s.protocol_name AS protocol, i.local_address AS address, i.local_port AS port,
       strftime('%Y-%m-%d %H:%M:%S', min(nullif(h.start_time, -1)), 'unixepoch') AS since, h.program, i.net_namespace AS namespace
FROM inet_sockets AS i
JOIN sockets AS s USING (socket_id)
LEFT JOIN holders AS h ON h.pid = i.pid
WHERE i.direction = 'listen' AND i.local_class <> 'loopback' AND i.ownership NOT IN ('collector', 'forged')
GROUP BY h.name, i.ownership, coalesce(h.user, i.uid), h.container, s.protocol_name, i.local_address, i.local_port, h.program, i.net_namespace
ORDER BY min(h.rank) IS NULL, min(h.rank), h.container, i.local_port, protocol, address, process, namespace, user, h.program;
