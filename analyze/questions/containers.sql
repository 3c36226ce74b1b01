-- What runs in containers: the runtime, the id, the first process and its network namespace.
SELECT c.snapshot_id, n.host, c.runtime, c.container_id, c.processes, c.first_pid, p.name AS first_name, c.net_namespace, c.evidence
FROM containers AS c
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = c.snapshot_id AND p.pid = c.first_pid
ORDER BY c.snapshot_id, c.runtime, c.container_id;
