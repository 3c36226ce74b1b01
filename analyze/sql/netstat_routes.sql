-- The IPv4 routes of the main table of namespace ?1.
SELECT destination_address, gateway_address, mask_address, flags, metric, ref_count, use_count, mtu, window, irtt, interface_name,
       NULL
FROM proc_net_route
WHERE net_namespace = ?1 AND flags & 1
ORDER BY member_id, line;
