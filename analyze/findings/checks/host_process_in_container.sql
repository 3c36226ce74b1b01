-- title: a process of the host in the mount namespace of a container
-- severity: high
-- attack: T1611
-- facts: the cgroup of the process is none of a container; its mount namespace is that of one
-- ruled out: runtimes, and what a runtime has just started and not yet moved into its cgroup; a process whose cgroup was not read; a container that
--   is made by another runtime in these namespaces, as kubectl debug does, which has a cgroup of its own
-- not excludable: an administrator's nsenter; where loginuid shows a login, the severity is medium
-- on the host: readlink /proc/PID/ns/mnt; cat /proc/PID/cgroup
-- only if: process_containers WHERE snapshot_id = ?1 AND evidence = 'cgroup'
SELECT l.pid,
       iif((SELECT v.value FROM process_values AS v WHERE v.snapshot_id = ?1 AND v.pid = l.pid AND v.file = 'loginuid') <> '4294967295',
           'medium', NULL) AS severity,
       printf('process %d of the host is in the mount namespace of container %s', l.pid, coalesce(c.container_id, '?')) AS what,
       printf('its cgroup is %s', g.cgroup_path) AS fact, g.member_id AS fact_member_id, g.line AS fact_line,
       printf('its mount namespace is %d, that of process %d of %s container %s', l.inode, c.pid, coalesce(c.runtime, 'a'), coalesce(c.container_id, '?'))
           AS other,
       l.member_id AS other_member_id, l.line AS other_line
FROM process_links AS l
JOIN (SELECT mnt_namespace, min(pid) AS pid, container_id, runtime FROM process_containers
      WHERE snapshot_id = ?1 AND evidence = 'cgroup' AND own_namespaces GLOB '*mnt*' GROUP BY mnt_namespace) AS c ON c.mnt_namespace = l.inode
JOIN process_cgroups AS g ON g.snapshot_id = ?1 AND g.pid = l.pid
 AND g.line = (SELECT min(o.line) FROM process_cgroups AS o WHERE o.snapshot_id = ?1 AND o.pid = l.pid)
WHERE EXISTS (SELECT 1 FROM process_containers WHERE snapshot_id = ?1 AND evidence = 'cgroup') -- else no link need be looked at
  AND l.snapshot_id = ?1 AND l.link = 'ns/mnt' AND l.tid = l.pid
  AND NOT EXISTS (SELECT 1 FROM process_containers AS o WHERE o.snapshot_id = ?1 AND o.pid = l.pid AND o.evidence <> 'namespaces')
  AND NOT EXISTS (SELECT 1 FROM process_stat AS s
                  JOIN process_programs AS r ON r.snapshot_id = ?1 AND r.pid IN (s.pid, s.ppid)
                  JOIN program_kinds AS k ON k.kind = 'runtime' AND r.file_name GLOB k.pattern
                  WHERE s.snapshot_id = ?1 AND s.pid = l.pid AND s.tid = s.pid)
