-- The network namespaces of the snapshot, with the name where one has it.
SELECT net_namespace, name FROM net_namespaces ORDER BY net_namespace;
