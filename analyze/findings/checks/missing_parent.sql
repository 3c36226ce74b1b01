-- title: a process whose parent nothing shows
-- severity: medium
-- attack: T1014
-- facts: the process names a parent; no view of the processes, and no attempt to read one, knows that number
-- ruled out: a parent that ended meanwhile, which was tried and had vanished; the first process of a pid namespace; kernel threads
-- not excludable: a parent that ended between the listing and the child
-- on the host: grep PPid /proc/PID/status; ls -d /proc/PPID
-- needs: views/listed
SELECT s.pid, printf('process %d (%s) has parent %d, which nothing shows', s.pid, s.comm, s.ppid) AS what,
       printf('its parent is %d', s.ppid) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       'no view of the processes has that number' AS other, l.member_id AS other_member_id
FROM process_stat AS s
JOIN members AS l ON l.snapshot_id = ?1 AND l.path = 'views/listed'
WHERE s.snapshot_id = ?1 AND s.tid = s.pid AND s.ppid > 0
  AND NOT EXISTS (SELECT 1 FROM process_stat AS p WHERE p.snapshot_id = ?1 AND p.pid = s.ppid)
  AND NOT EXISTS (SELECT 1 FROM process_views AS v WHERE v.snapshot_id = ?1 AND v.pid = s.ppid)
  AND NOT EXISTS (SELECT 1 FROM members AS m WHERE m.snapshot_id = ?1 AND m.path = 'proc/' || s.ppid || '/stat')
