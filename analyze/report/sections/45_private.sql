-- title: Whom it talks to: private addresses
-- caption: Connections with addresses of private networks and links, by process, network (/24 or /64) and the port that serves. In: the other end connected.
-- empty: No connection with a private address.
-- columns: network code, program code
WITH
holders AS MATERIALIZED (
    SELECT p.pid, p.name, p.path AS program,
           coalesce(c.runtime || ' ', '') || iif(length(c.container_id) = 64, substr(c.container_id, 1, 12), c.container_id) AS container,
           (SELECT min(v.rank) FROM finding_processes AS f JOIN findings AS w USING (finding_id) JOIN finding_severities AS v ON v.name = w.severity
            WHERE f.pid = p.pid) AS rank
    FROM processes AS p LEFT JOIN process_containers AS c ON c.pid = p.pid
),
ends AS (
    SELECT i.*, s.protocol_name AS protocol_word,
           CASE WHEN i.remote_address GLOB '*.*.*.*' THEN rtrim(replace(i.remote_address, '::ffff:', ''), '0123456789') || '0/24'
                ELSE lower(printf('%s:%s:%s:%s::/64', hex(substr(i.remote_ip, 1, 2)), hex(substr(i.remote_ip, 3, 2)), hex(substr(i.remote_ip, 5, 2)),
                                  hex(substr(i.remote_ip, 7, 2)))) END AS network
    FROM inet_sockets AS i JOIN sockets AS s USING (socket_id)
    WHERE i.direction IN ('in', 'out') AND i.remote_class NOT IN ('public', 'loopback', 'any') AND i.ownership NOT IN ('collector', 'forged')
)
SELECT CASE min(h.rank) WHEN 1 THEN 'high' WHEN 2 THEN 'medium' WHEN 3 THEN 'low' ELSE '' END AS finding, coalesce(h.name, 'nobody: ' || e.ownership) AS process, min(e.pid) AS pid, h.container, e.direction,
       e.network, e.protocol_word AS protocol, e.service_port AS port, count(*) AS connections, count(DISTINCT e.remote_address) AS addresses,
       min(e.remote_address) AS first_address, group_concat(DISTINCT e.state) AS states, h.program
FROM ends AS e
LEFT JOIN holders AS h ON h.pid = e.pid
GROUP BY h.name, e.ownership, h.container, e.direction, e.network, e.protocol_word, e.service_port, h.program
ORDER BY min(h.rank) IS NULL, min(h.rank), connections DESC, process, e.network, protocol, port, e.direction, h.container, h.program;
