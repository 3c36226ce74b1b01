-- title: root started a program by a path that begins with ./
-- severity: weak
-- facts: the command line begins with ./; the process runs as root
-- ruled out: none
-- not excludable: administrators who try something; installers
-- on the host: tr '\0' ' ' </proc/PID/cmdline; ls -l /proc/PID/cwd
SELECT v.pid, printf('process %d of root was started as %s', v.pid, v.value) AS what,
       printf('the command line is %s', v.value) AS fact, v.member_id AS fact_member_id, v.line AS fact_line,
       'it runs as root' AS other, t.member_id AS other_member_id, t.line AS other_line
FROM process_values AS v
JOIN process_status AS t ON t.snapshot_id = ?1 AND t.pid = v.pid AND t.tid = t.pid AND t.euid = 0
WHERE v.snapshot_id = ?1 AND v.file = 'cmdline' AND v.value GLOB './*'
