-- The name of the network interface that has the name ?1, or that as a further name, in any namespace.
SELECT interface_name FROM rtnl_link WHERE interface_name = ?1
UNION ALL
SELECT l.interface_name FROM rtnl_link_names AS n
JOIN rtnl_link AS l ON l.net_namespace = n.net_namespace AND l.interface_index = n.interface_index
WHERE n.alternative_name = ?1
UNION ALL
SELECT interface_name FROM proc_net_dev WHERE interface_name = ?1
LIMIT 1;
