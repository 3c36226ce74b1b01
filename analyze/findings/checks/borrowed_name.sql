-- title: a process that calls itself another program
-- severity: weak
-- attack: T1036.005
-- facts: the name of the task, or the first word of its command line, is the name of a system daemon; the program that it runs has another name. It is
--   of high severity where the file of the program is gone or in a place where anybody can write
-- ruled out: interpreters and busybox, which run many programs under their names; threads; (sd-pam); names that a program is known to have: init of
--   systemd, systemd-udevd of udevadm, mysqld of mariadbd
-- not excludable: programs that set their title; wrappers
-- on the host: tr '\0' ' ' </proc/PID/cmdline; cat /proc/PID/comm; ls -l /proc/PID/exe
SELECT s.pid, iif(p.out_of_place, 'high', NULL) AS severity,
       printf('process %d calls itself %s and runs %s', s.pid, s.name, p.program) AS what,
       printf('%s %s', s.how, s.name) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       printf('the executable is %s', p.program) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM (SELECT pid, comm AS name, 'the name is' AS how, member_id, line FROM process_stat WHERE snapshot_id = ?1 AND tid = pid
      UNION ALL
      SELECT pid, substr(word, length(rtrim(word, replace(word, '/', ''))) + 1), 'the command line begins with', member_id, line
      -- The name is in the last 256 characters: rtrim() takes time by the square of the length.
      FROM (SELECT pid, substr(rtrim(substr(value, 1, instr(value || ' ', ' ') - 1), ':'), -256) AS word, member_id, line FROM process_values
            WHERE snapshot_id = ?1 AND file = 'cmdline')) AS s
JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = s.pid
  -- No GLOB: both are texts of the host, which may be no pattern, or one that takes long.
WHERE substr(p.file_name, 1, 15) <> s.name AND substr(p.file_name, 1, length(s.name)) <> s.name
  AND substr(s.name, 1, length(p.file_name)) <> p.file_name
  -- Behind those above, since it has p in it: most processes are called as their program.
  AND EXISTS (SELECT 1 FROM program_kinds AS k WHERE k.kind = 'daemon' AND s.name GLOB k.pattern AND p.pid = s.pid)
  AND NOT EXISTS (SELECT 1 FROM program_kinds AS k WHERE k.kind IN ('interpreter', 'shell') AND p.file_name GLOB k.pattern)
  AND (p.out_of_place OR s.name || ' ' || p.file_name NOT IN ('init systemd', 'systemd-udevd udevadm', 'mysqld mariadbd'))
