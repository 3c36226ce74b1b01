-- The network namespaces of each host: how each was found, and who and what is in it.
SELECT w.snapshot_id, n.host, w.net_namespace, w.name, w.net_namespace = n.meta ->> '$.self.namespaces.net' AS is_that_of_collect, w.how,
       w.processes, w.threads, w.sockets, w.pid AS first_pid, p.name AS first_name
FROM net_namespaces AS w
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = w.snapshot_id AND p.pid = w.pid
ORDER BY w.snapshot_id, w.net_namespace;
