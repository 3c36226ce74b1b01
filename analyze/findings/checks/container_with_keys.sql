-- title: a container that can reach beyond its walls
-- severity: medium
-- attack: T1611
-- facts: the process lives in a container; it holds the memory or a disk of the host, or has every capability
-- ruled out: none
-- not excludable: runners of build systems, monitoring and network agents, which are given such rights on purpose
-- on the host: ls -l /proc/PID/fd; grep CapEff /proc/PID/status
-- only if: process_containers WHERE snapshot_id = ?1
SELECT c.pid, printf('process %d of container %s holds %s', c.pid, coalesce(c.container_id, '?'), f.target) AS what,
       printf('descriptor %d is %s', f.fd, f.target) AS fact, f.member_id AS fact_member_id, f.line AS fact_line,
       printf('it lives in %s container %s', coalesce(c.runtime, 'a'), coalesce(c.container_id, '?')) AS other,
       c.member_id AS other_member_id, c.line AS other_line
FROM process_containers AS c
CROSS JOIN process_fds AS f ON f.snapshot_id = ?1 AND f.pid = c.pid
WHERE c.snapshot_id = ?1
  AND (f.target IN ('/dev/mem', '/dev/kmem', '/dev/port', '/proc/kcore') OR f.target GLOB '/dev/sd[a-z]*' OR f.target GLOB '/dev/nvme*'
       OR f.target GLOB '/dev/vd[a-z]*' OR f.target GLOB '/dev/dm-*')
UNION ALL
SELECT c.pid, printf('process %d of container %s has every capability', c.pid, coalesce(c.container_id, '?')),
       printf('CapEff is %s', t.cap_eff), t.member_id, t.line,
       printf('it lives in %s container %s', coalesce(c.runtime, 'a'), coalesce(c.container_id, '?')), c.member_id, c.line
FROM process_containers AS c
JOIN process_status AS t ON t.snapshot_id = ?1 AND t.pid = c.pid AND t.tid = t.pid
JOIN process_status AS i ON i.snapshot_id = ?1 AND i.pid = 1 AND i.tid = 1 AND i.cap_eff = t.cap_eff
JOIN process_links AS u ON u.snapshot_id = ?1 AND u.pid = c.pid AND u.tid = u.pid AND u.link = 'ns/user'
JOIN process_links AS v ON v.snapshot_id = ?1 AND v.pid = 1 AND v.tid = 1 AND v.link = 'ns/user' AND v.inode = u.inode
WHERE c.snapshot_id = ?1 AND NOT EXISTS (SELECT 1 FROM process_containers AS p WHERE p.snapshot_id = ?1 AND p.pid = 1)
