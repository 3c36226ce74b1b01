-- title: a process of the host in the mount namespace of a container
-- severity: low
-- attack: T1611
-- facts: the process lives in the mount namespace of a container; its cgroup is none of a container
-- ruled out: the runtime, which waits there for an instant; processes of a container that are known by their mounts
-- not excludable: an administrator's nsenter or docker exec of an old runtime
-- on the host: readlink /proc/PID/ns/mnt; cat /proc/PID/cgroup
SELECT l.pid, printf('process %d of the host is in the mount namespace of container %s', l.pid, coalesce(c.container_id, '?')) AS what,
       printf('its mount namespace is %d', l.inode) AS fact, l.member_id AS fact_member_id, l.line AS fact_line,
       printf('that is the one of process %d, %s container %s', c.pid, coalesce(c.runtime, 'a'), coalesce(c.container_id, '?')) AS other,
       c.member_id AS other_member_id, c.line AS other_line
FROM process_links AS l
JOIN (SELECT mnt_namespace, min(pid) AS pid, container_id, runtime, member_id, line FROM process_containers
      WHERE snapshot_id = ?1 AND evidence = 'cgroup' AND own_namespaces GLOB '*mnt*' GROUP BY mnt_namespace) AS c ON c.mnt_namespace = l.inode
WHERE l.snapshot_id = ?1 AND l.link = 'ns/mnt' AND l.tid = l.pid
  AND NOT EXISTS (SELECT 1 FROM process_containers AS o WHERE o.snapshot_id = ?1 AND o.pid = l.pid AND o.evidence <> 'namespaces')
  AND NOT EXISTS (SELECT 1 FROM process_programs AS r JOIN program_kinds AS k ON k.kind = 'runtime' AND r.file_name GLOB k.pattern
                  WHERE r.snapshot_id = ?1 AND r.pid = l.pid)
