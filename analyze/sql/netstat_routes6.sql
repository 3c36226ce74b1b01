-- The IPv6 routes of namespace ?1: those that a cache holds where ?2, else the others.  netstat prints the metric with a sign.
SELECT destination_address, gateway_address, destination_length, flags,
       metric - iif(metric > 2147483647, 4294967296, 0), ref_count, use_count, NULL, NULL,
       NULL, interface_name, NULL
FROM proc_net_ipv6_route
WHERE net_namespace = ?1 AND (flags & 0x1000000 <> 0) = ?2
ORDER BY member_id, line;
