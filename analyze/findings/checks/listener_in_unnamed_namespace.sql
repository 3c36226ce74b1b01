-- title: a listener in a network namespace that has no name
-- severity: low
-- facts: a process listens in a network namespace other than that of process 1; the namespace has no name, and the process lives in no container
-- ruled out: named namespaces (ip netns, docker), containers, services with a network of their own (PrivateNetwork=yes)
-- not excludable: sandboxes of browsers, and of other programs that make namespaces
-- on the host: lsns -t net; nsenter -t PID -n ss -tlnp
-- only if: sockets WHERE snapshot_id = ?1 AND state = 'LISTEN' AND family IN (2, 10)
SELECT o.pid, printf('process %d listens on %s port %d in namespace %d, which has no name', o.pid, s.local_address, s.local_port, s.net_namespace) AS what,
       printf('listener on %s port %d, socket %d', s.local_address, s.local_port, s.inode) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       printf('it lives in namespace %d, process 1 in %d', s.net_namespace, i.inode) AS other, k.member_id AS other_member_id, k.line AS other_line
FROM sockets AS s
JOIN socket_owners AS o ON o.snapshot_id = ?1 AND o.socket_id = s.socket_id
JOIN process_links AS k ON k.snapshot_id = ?1 AND k.pid = o.pid AND k.tid = k.pid AND k.link = 'ns/net'
JOIN process_links AS i ON i.snapshot_id = ?1 AND i.pid = 1 AND i.tid = 1 AND i.link = 'ns/net' AND i.inode <> s.net_namespace
JOIN net_namespaces AS n ON n.snapshot_id = ?1 AND n.net_namespace = s.net_namespace AND n.name IS NULL
WHERE s.snapshot_id = ?1 AND s.state = 'LISTEN' AND s.family IN (2, 10)
  AND NOT EXISTS (SELECT 1 FROM process_containers AS c WHERE c.snapshot_id = ?1 AND c.pid = o.pid)
  AND NOT EXISTS (SELECT 1 FROM process_cgroups AS c WHERE c.snapshot_id = ?1 AND c.pid = o.pid AND c.cgroup_path GLOB '/system.slice/*.service*')
