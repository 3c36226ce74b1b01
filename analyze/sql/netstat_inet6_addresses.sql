-- The IPv6 addresses of the interface ?2 in namespace ?1, in the order of /proc/net/if_inet6, and with the scope as there: IPV6_ADDR_*.
-- Where that file was not read, those of the dump.
WITH file AS (
    SELECT address, prefix_length, scope, line, interface_name, max(member_id)
    FROM proc_net_if_inet6 WHERE net_namespace = ?1 GROUP BY address, interface_index
)
SELECT address, prefix_length, scope, line FROM file WHERE interface_name = ?2
UNION ALL
SELECT a.address, a.prefix_length, CASE a.scope WHEN 254 THEN 16 WHEN 253 THEN 32 WHEN 200 THEN 64 ELSE 0 END, a.line
FROM rtnl_address AS a
WHERE a.net_namespace = ?1 AND a.family = 10 AND NOT EXISTS (SELECT 1 FROM file)
  AND a.interface_index = (SELECT l.interface_index FROM rtnl_link AS l WHERE l.net_namespace = ?1 AND l.interface_name = ?2)
ORDER BY 4;
