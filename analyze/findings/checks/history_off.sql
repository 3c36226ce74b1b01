-- title: a shell that keeps no history
-- severity: medium
-- attack: T1070.003
-- facts: the environment of the process turns the history of its shell off: HISTFILE is empty or /dev/null, or HISTSIZE or HISTFILESIZE is 0
-- ruled out: none
-- not excludable: hardened accounts, images of build systems
-- on the host: tr '\0' '\n' </proc/PID/environ | grep ^HIST
-- reads: proc/*/environ
SELECT e.pid,
       iif(EXISTS (SELECT 1 FROM process_open_sockets AS o WHERE o.snapshot_id = ?1 AND o.pid = e.pid AND o.family IN (2, 10)), 'high', NULL)
           AS severity,
       printf('process %d was started with %s=%s', e.pid, e.key, coalesce(e.value, '')) AS what,
       printf('%s=%s', e.key, coalesce(e.value, '')) AS fact, e.member_id AS fact_member_id, e.line AS fact_line,
       printf('it runs %s', coalesce(p.program, '?')) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_environment AS e
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = e.pid
WHERE e.snapshot_id = ?1
  AND (e.key = 'HISTFILE' AND coalesce(e.value, '') IN ('', '/dev/null') OR e.key IN ('HISTSIZE', 'HISTFILESIZE') AND e.value = '0')
