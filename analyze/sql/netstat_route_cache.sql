-- The cache of IPv4 routes of namespace ?1, which kernels before 3.6 had.
SELECT destination_address, gateway_address, NULL, flags, metric, ref_count, use_count, mtu, window, irtt, interface_name,
       source_address
FROM proc_net_rt_cache
WHERE net_namespace = ?1
ORDER BY member_id, line;
