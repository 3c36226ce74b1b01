-- title: a process that calls itself another program
-- severity: weak
-- attack: T1036.005
-- facts: the name of the task is that of a system daemon; the program that it runs has another name
-- ruled out: interpreters and busybox, which run many programs under their names; threads; (sd-pam)
-- not excludable: programs that set their title; wrappers
-- on the host: cat /proc/PID/comm; ls -l /proc/PID/exe
SELECT s.pid, iif(p.deleted OR p.place IN ('temporary', 'hidden', 'memory'), 'high', NULL) AS severity,
       printf('process %d calls itself %s and runs %s', s.pid, s.comm, p.program) AS what,
       printf('the name is %s', s.comm) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       printf('the executable is %s', p.program) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_stat AS s
JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = s.pid
WHERE s.snapshot_id = ?1 AND s.tid = s.pid
  AND EXISTS (SELECT 1 FROM program_kinds AS k WHERE k.kind = 'daemon' AND s.comm GLOB k.pattern)
  AND substr(p.file_name, 1, 15) <> s.comm AND p.file_name NOT GLOB s.comm || '*' AND s.comm NOT GLOB p.file_name || '*'
  AND NOT EXISTS (SELECT 1 FROM program_kinds AS k WHERE k.kind IN ('interpreter', 'shell') AND p.file_name GLOB k.pattern)
