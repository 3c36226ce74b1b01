-- The multicast groups of namespace ?1: IPv4 where ?2, IPv6 where ?3.
SELECT interface_name, users, group_address
FROM (SELECT 0 AS rank, member_id, line, interface_name, users, group_address FROM proc_net_igmp WHERE net_namespace = ?1 AND ?2
      UNION ALL
      SELECT 1, member_id, line, interface_name, users, group_address FROM proc_net_igmp6 WHERE net_namespace = ?1 AND ?3)
ORDER BY rank, member_id, line;
