-- The own addresses of the namespaces of snapshot ?1, from rtnetlink, else from /proc/net.  Runs after the sockets are derived.
-- ('/' is the byte behind the '.' of address.1.)
INSERT INTO namespace_addresses (snapshot_id, net_namespace, family, address, ip, prefix_length, peer_address, broadcast, label,
                                 interface_index, interface_name, started_ns, member_id, line)
WITH
namespaces AS (
    SELECT net_namespace FROM sockets WHERE snapshot_id = ?1 AND family IN (2, 10) AND net_namespace IS NOT NULL
    UNION SELECT net_namespace FROM rtnl_address WHERE snapshot_id = ?1
    UNION SELECT net_namespace FROM proc_net_if_inet6 WHERE snapshot_id = ?1
    UNION SELECT net_namespace FROM proc_net_fib_trie WHERE snapshot_id = ?1
),
-- The tables that were read to their end.  A kernel without IPv6 has no if_inet6.
reads AS MATERIALIZED (
    SELECT net_namespace,
           coalesce((SELECT min(m.verified AND m.state IN ('ok', 'empty')) FROM members AS m
                     WHERE m.snapshot_id = ?1 AND m.path >= 'net/' || net_namespace || '/context/rtnetlink/address'
                       AND m.path < 'net/' || net_namespace || '/context/rtnetlink/address/'), 0) AS dump,
           EXISTS (SELECT 1 FROM members AS m
                   WHERE m.snapshot_id = ?1 AND m.path = 'net/' || net_namespace || '/context/fib_trie'
                     AND m.verified AND m.state IN ('ok', 'empty')) AS fib_trie,
           EXISTS (SELECT 1 FROM members AS m
                   WHERE m.snapshot_id = ?1 AND m.path = 'net/' || net_namespace || '/context/if_inet6'
                     AND (m.state = 'absent' OR (m.verified AND m.state IN ('ok', 'empty')))) AS if_inet6
    FROM namespaces
),
found AS (
    SELECT a.net_namespace, a.family, a.address, a.ip, a.prefix_length, coalesce(a.peer_address, '') AS peer_address,
           coalesce(a.broadcast, '') AS broadcast, coalesce(a.label, l.interface_name) AS label, a.interface_index, l.interface_name,
           a.member_id, a.line
    FROM rtnl_address AS a
    LEFT JOIN rtnl_link AS l
      ON l.snapshot_id = ?1 AND l.net_namespace = a.net_namespace AND l.interface_index = a.interface_index
    WHERE a.snapshot_id = ?1 AND a.family IN (2, 10) AND a.ip IS NOT NULL
    UNION ALL
    SELECT r.net_namespace, 10, i.address, i.ip, i.prefix_length, NULL, '', i.interface_name, i.interface_index, i.interface_name,
           i.member_id, i.line
    FROM proc_net_if_inet6 AS i
    JOIN reads AS r ON r.net_namespace = i.net_namespace
    WHERE i.snapshot_id = ?1 AND NOT r.dump
    UNION ALL
    SELECT r.net_namespace, 2, f.address, f.ip, NULL, NULL, NULL, NULL, NULL, NULL, f.member_id, min(f.line)
    FROM proc_net_fib_trie AS f
    JOIN reads AS r ON r.net_namespace = f.net_namespace
    WHERE f.snapshot_id = ?1 AND NOT r.dump AND f.type = 'LOCAL' AND f.prefix_length = 32
    GROUP BY f.net_namespace, f.ip
    UNION ALL
    SELECT net_namespace, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM reads WHERE NOT dump AND NOT fib_trie
    UNION ALL
    SELECT net_namespace, 10, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM reads WHERE NOT dump AND NOT if_inet6
)
SELECT ?1, f.net_namespace, f.family, f.address, f.ip, f.prefix_length, f.peer_address, f.broadcast, f.label, f.interface_index,
       f.interface_name, s.started_ns, f.member_id, f.line
FROM found AS f
JOIN snapshots AS s ON s.snapshot_id = ?1;

-- The names of the interfaces that sockets are bound to, where they are known.
UPDATE sockets AS s
SET interface_name = coalesce((SELECT l.interface_name FROM rtnl_link AS l
                               WHERE l.snapshot_id = ?1 AND l.net_namespace = s.net_namespace AND l.interface_index = s.interface_index),
                              (SELECT max(a.interface_name) FROM namespace_addresses AS a
                               WHERE a.snapshot_id = ?1 AND a.net_namespace = s.net_namespace AND a.interface_index = s.interface_index),
                              (SELECT max(i.interface_name) FROM proc_net_igmp AS i
                               WHERE i.snapshot_id = ?1 AND i.net_namespace = s.net_namespace AND i.interface_index = s.interface_index))
WHERE s.snapshot_id = ?1 AND s.interface_index > 0;
