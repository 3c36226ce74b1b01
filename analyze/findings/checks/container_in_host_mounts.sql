-- title: a process of a container in the mount namespace of the host
-- severity: high
-- attack: T1611
-- facts: the cgroup of the process is that of a container; its mount namespace is that of process 1
--   Its user namespace says nothing: most runtimes leave containers in that of the host
-- ruled out: pods that share the host's network or pids, which never share its mounts; the runtime, which waits there for an instant; a container
--   in which process 1 lives, too
-- not excludable: an administrator's nsenter; where loginuid shows a login, the severity is medium
-- on the host: readlink /proc/PID/ns/mnt /proc/1/ns/mnt; cat /proc/PID/cgroup
-- only if: process_containers WHERE snapshot_id = ?1
SELECT c.pid,
       iif((SELECT v.value FROM process_values AS v WHERE v.snapshot_id = ?1 AND v.pid = c.pid AND v.file = 'loginuid') <> '4294967295',
           'medium', NULL) AS severity,
       printf('process %d of %s container %s is in the mount namespace of process 1', c.pid, coalesce(c.runtime, 'some'),
              coalesce(c.container_id, '?')) AS what,
       printf('its cgroup is %s', coalesce(c.cgroup_path, '?')) AS fact, c.member_id AS fact_member_id, c.line AS fact_line,
       printf('its mount namespace is %d, as that of process 1', m.inode) AS other, m.member_id AS other_member_id, m.line AS other_line
FROM process_containers AS c
JOIN process_links AS m ON m.snapshot_id = ?1 AND m.pid = c.pid AND m.tid = m.pid AND m.link = 'ns/mnt'
JOIN process_links AS i ON i.snapshot_id = ?1 AND i.pid = 1 AND i.tid = 1 AND i.link = 'ns/mnt' AND i.inode = m.inode
WHERE c.snapshot_id = ?1 AND c.evidence = 'cgroup' AND c.member_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM process_containers AS p WHERE p.snapshot_id = ?1 AND p.pid = 1 AND p.container_id = c.container_id)
  AND NOT EXISTS (SELECT 1 FROM process_programs AS r JOIN program_kinds AS k ON k.kind = 'runtime' AND r.file_name GLOB k.pattern
                  WHERE r.snapshot_id = ?1 AND r.pid = c.pid)
