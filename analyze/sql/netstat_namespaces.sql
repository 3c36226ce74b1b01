-- The network namespaces of the snapshot, and their names.
SELECT net_namespace, net_namespace || coalesce('/' || name, ''), name FROM net_namespaces ORDER BY net_namespace;
