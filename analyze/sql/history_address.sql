-- Where the addresses from ?1 to ?2, or from ?3 to ?4 (the same of IPv4 inside IPv6), were seen.
WITH
-- The sockets first, by an index, since the view works out the direction of each that it is asked for.
near AS MATERIALIZED (
    SELECT socket_id FROM sockets WHERE remote_port > 0 AND remote_ip BETWEEN ?1 AND ?2 AND length(remote_ip) = length(?1)
    UNION ALL SELECT socket_id FROM sockets WHERE remote_port > 0 AND remote_ip BETWEEN ?3 AND ?4
),
-- Local addresses have no index: of those that wait for others there are few.
own AS MATERIALIZED (
    SELECT socket_id FROM sockets
    WHERE family IN (2, 10) AND (state = 'LISTEN' OR protocol IN (17, 136))
      AND (local_ip BETWEEN ?1 AND ?2 AND length(local_ip) = length(?1) OR local_ip BETWEEN ?3 AND ?4)
),
-- An address may have a hundred thousand connections with a handful of owners: what is the same is one row before it is named.
ends AS MATERIALIZED (
    SELECT i.snapshot_id, i.direction || ' ' || s.protocol_name || coalesce(' port ' || nullif(i.service_port, 0), '') AS role, i.remote_address AS other,
           i.pid
    FROM near AS n CROSS JOIN inet_sockets AS i ON i.socket_id = n.socket_id CROSS JOIN sockets AS s ON s.socket_id = n.socket_id
    WHERE i.direction IN ('in', 'out', 'local')
    UNION
    SELECT i.snapshot_id, 'listens on ' || s.protocol_name || ' port ' || i.local_port, i.local_address, i.pid
    FROM own AS n CROSS JOIN inet_sockets AS i ON i.socket_id = n.socket_id CROSS JOIN sockets AS s ON s.socket_id = n.socket_id
    WHERE i.direction = 'listen'
)
SELECT iif(e.other GLOB '::ffff:*.*', substr(e.other, 8), e.other) AS thing, e.snapshot_id, e.role,
       l.target AS program, c.container_id
FROM ends AS e
LEFT JOIN process_links AS l ON l.snapshot_id = e.snapshot_id AND l.pid = e.pid AND l.tid = e.pid AND l.link = 'exe'
LEFT JOIN process_containers AS c ON c.snapshot_id = e.snapshot_id AND c.pid = e.pid
UNION ALL
SELECT address, snapshot_id, 'own address' || coalesce(' of ' || label, ''), NULL, NULL
FROM namespace_addresses
WHERE ip BETWEEN ?1 AND ?2 AND length(ip) = length(?1)
UNION ALL
SELECT address, snapshot_id, 'neighbour' || coalesce(' ' || mac, ''), NULL, NULL
FROM rtnl_neighbour
WHERE ip BETWEEN ?1 AND ?2 AND length(ip) = length(?1)
UNION ALL
SELECT address, snapshot_id, 'login of ' || username, NULL, NULL
FROM utmp
WHERE type = 7 AND in_cidr_block(?5, address)
