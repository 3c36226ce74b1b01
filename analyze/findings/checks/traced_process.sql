-- title: a process that another one traces
-- severity: medium
-- attack: T1055.008
-- facts: TracerPid of the process names another process, which can read and change its memory
-- ruled out: a tracer that is the parent, and of the same user, as of strace COMMAND, and a debugger of the system that somebody attached at
--   a terminal: these are of low severity
-- not excludable: a debugger that was attached without a terminal; crash handlers; wine; gVisor
-- on the host: grep TracerPid /proc/PID/status
SELECT t.pid,
       CASE WHEN t.pid = 1 OR r.euid <> t.euid OR s.comm GLOB 'sshd*' OR s.comm IN ('sudo', 'su', 'login', 'gpg-agent', 'ssh-agent', 'polkitd')
                 OR c.container_id IS NOT d.container_id THEN 'high'
            WHEN s.ppid = t.tracer_pid THEN 'low'
            WHEN k.tty_nr <> 0 AND p.program IN ('/usr/bin/gdb', '/usr/bin/strace', '/usr/bin/ltrace', '/usr/bin/lldb', '/usr/bin/rr')
            THEN 'low' END AS severity,
       printf('%s, process %d, is traced by %s, process %d', s.comm, t.pid, coalesce(k.comm, '?'), t.tracer_pid) AS what,
       printf('TracerPid is %d', t.tracer_pid) AS fact, t.member_id AS fact_member_id, t.line AS fact_line,
       printf('process %d runs %s as user %s', t.tracer_pid, coalesce(p.program, '?'), coalesce(r.euid, '?')) AS other,
       coalesce(p.member_id, k.member_id) AS other_member_id, coalesce(p.line, k.line) AS other_line
FROM process_status AS t
JOIN process_stat AS s ON s.snapshot_id = ?1 AND s.pid = t.pid AND s.tid = t.pid
LEFT JOIN process_stat AS k ON k.snapshot_id = ?1 AND k.pid = t.tracer_pid AND k.tid = k.pid
LEFT JOIN process_status AS r ON r.snapshot_id = ?1 AND r.pid = t.tracer_pid AND r.tid = r.pid
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = t.tracer_pid
LEFT JOIN process_containers AS c ON c.snapshot_id = ?1 AND c.pid = t.pid
LEFT JOIN process_containers AS d ON d.snapshot_id = ?1 AND d.pid = t.tracer_pid
WHERE t.snapshot_id = ?1 AND t.tid = t.pid AND t.tracer_pid > 0
