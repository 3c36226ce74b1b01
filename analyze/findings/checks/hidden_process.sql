-- title: a process that the visible /proc does not list
-- severity: high
-- attack: T1014
-- facts: the kernel knows the process, by its number, in a procfs of collect's own or in a cgroup; the listing of /proc, which ps and every
--   tool read, does not have it
-- ruled out: a process that began after the listing or had ended before it could be read; a thread; where /proc was mounted with hidepid or
--   subset=pid, for everybody or for collect
-- not excludable: none that is known
-- on the host: ls -d /proc/PID; cat /proc/PID/comm; both show it where the listing alone is filtered
-- needs: views/listed
-- only if: process_views AS v WHERE v.snapshot_id = ?1
--   AND NOT EXISTS (SELECT 1 FROM process_views AS l WHERE l.snapshot_id = ?1 AND l.pid = v.pid AND l.view = 'listed')
SELECT s.pid, printf('process %d (%s) is not in the listing of /proc', s.pid, coalesce(s.name, '?')) AS what,
       printf('%s shows process %d, started %d clock ticks after boot', v.view, v.pid, v.starttime) AS fact,
       v.member_id AS fact_member_id, v.line AS fact_line,
       'the listing of /proc, made while it ran, does not have it' AS other, l.member_id AS other_member_id
FROM hidden_processes AS s
JOIN process_views AS v ON v.snapshot_id = s.snapshot_id AND v.pid = s.pid AND v.starttime = s.starttime
JOIN members AS l ON l.snapshot_id = s.snapshot_id AND l.path = 'views/listed'
WHERE s.snapshot_id = ?1
