-- title: a process whose code is not that of the program that it runs
-- severity: medium
-- attack: T1055
-- facts: none of the mappings of the process is of its executable, with which the kernel starts each program; the link exe still names it. So it looks
--   where something wrote another program over the memory of a running one (ddexec). It is of high severity where the program is one of the system
-- ruled out: a process that is younger than two seconds, or that executed another program while it was read, by its name
-- not excludable: programs that are packed (UPX), which unmap themselves once they have unpacked; what was restored from a checkpoint (CRIU)
-- on the host: ls -l /proc/PID/exe; head -n 3 /proc/PID/maps
-- reads: proc/*/maps
SELECT p.pid, iif(p.place = 'system', 'high', NULL) AS severity,
       printf('process %d (%s) has no mapping of its executable %s', p.pid, s.comm, p.program) AS what,
       printf('its first mapping is %s-%s %s %s', m.start_address, m.end_address, m.permissions, coalesce(m.path, 'of no file')) AS fact,
       m.member_id AS fact_member_id, m.line AS fact_line,
       printf('its executable is %s', p.program) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM members AS r
JOIN process_maps AS m ON m.snapshot_id = ?1 AND m.member_id = r.member_id AND m.line = 1
JOIN snapshots AS n ON n.snapshot_id = ?1
JOIN process_stat AS s ON s.snapshot_id = ?1 AND s.pid = m.pid AND s.tid = s.pid
JOIN process_status AS t ON t.snapshot_id = ?1 AND t.pid = m.pid AND t.tid = t.pid
JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = m.pid
WHERE r.snapshot_id = ?1 AND r.path GLOB 'proc/*/maps' AND r.state = 'ok'
  AND NOT EXISTS (SELECT 1 FROM process_maps AS x WHERE x.snapshot_id = ?1 AND x.pid = m.pid AND x.path = p.program)
  AND n.booted_ns + s.starttime * (1000000000 / n.clock_ticks) < r.started_ns - 2000000000
