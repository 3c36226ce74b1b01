-- title: a daemon that somebody started from a login
-- severity: low
-- attack: T1543
-- facts: loginuid of the process is that of a login; its parent is process 1, and it listens beyond the loopback. Where the program is none of the
--   system, nobody restarts it by hand as a service, and the severity is medium
-- ruled out: processes of a session's own scope that systemd still knows (user@ services, session scopes with their login)
-- not excludable: a service that an administrator started by hand; tmux, screen
-- on the host: cat /proc/PID/loginuid /proc/PID/sessionid
-- only if: process_values WHERE snapshot_id = ?1 AND file = 'loginuid' AND value <> '4294967295'
SELECT v.pid, iif(p.place <> 'system' OR p.out_of_place, 'medium', NULL) AS severity,
       printf('process %d (%s) listens and was started from the login of user %s', v.pid, s.comm, v.value) AS what,
       printf('loginuid is %s', v.value) AS fact, v.member_id AS fact_member_id, v.line AS fact_line,
       printf('its parent is 1, and it listens on %s port %d', l.address, l.port) AS other, s.member_id AS other_member_id, s.line AS other_line
FROM process_values AS v
JOIN process_stat AS s ON s.snapshot_id = ?1 AND s.pid = v.pid AND s.tid = s.pid AND s.ppid = 1
JOIN listening_ports AS l ON l.snapshot_id = ?1 AND l.pid = v.pid AND l.family IN (2, 10) AND l.address NOT GLOB '127.*' AND l.address <> '::1'
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = v.pid
WHERE v.snapshot_id = ?1 AND v.file = 'loginuid' AND v.value <> '4294967295'
  AND NOT EXISTS (SELECT 1 FROM process_cgroups AS c WHERE c.snapshot_id = ?1 AND c.pid = v.pid AND c.cgroup_path GLOB '/user.slice/*')
GROUP BY v.pid
