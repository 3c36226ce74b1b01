-- title: a log or a history that is deleted and still written
-- severity: low
-- attack: T1070.002
-- facts: the process holds a file below /var/log, or a history of a shell, open for writing; the file is deleted
-- ruled out: shared memory, asynchronous I/O, and other deleted files that are no logs
-- not excludable: a log that was rotated, and that its writer has not opened again
-- on the host: cat /proc/PID/fd/N shows what is in it
SELECT f.pid,
       iif(f.target GLOB '*/auth.log*' OR f.target GLOB '*/secure*' OR f.target GLOB '*/wtmp*' OR f.target GLOB '*/btmp*' OR f.target GLOB '*/audit/*'
           OR f.target GLOB '*_history *' OR f.target GLOB '*/lastlog*', 'medium', NULL) AS severity,
       f.target AS subject, printf('process %d writes to %s', f.pid, f.target) AS what,
       printf('descriptor %d is %s, mode %s', f.fd, f.target, f.mode) AS fact, f.member_id AS fact_member_id, f.line AS fact_line,
       printf('it runs %s', coalesce(p.program, '?')) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_fds AS f
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = f.pid
WHERE f.snapshot_id = ?1 AND f.mode GLOB '*w*' AND substr(f.target, -10) = ' (deleted)'
  AND (f.target GLOB '/var/log/*' OR f.target GLOB '*/.*_history *' OR f.target GLOB '/var/run/utmp*' OR f.target GLOB '/run/utmp*')
