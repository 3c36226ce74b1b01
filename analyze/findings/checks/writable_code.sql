-- title: memory that can be written and run, or code that is from no file
-- severity: weak
-- attack: T1620
-- facts: a mapping of the process is writable and executable, or executable and from a memory file or a deleted file outside of the system
-- ruled out: programs that are known to make code as they run (program_kinds: jit)
-- not excludable: other programs that do
-- on the host: grep -E ' rwx| r.x.*(memfd|deleted)' /proc/PID/maps
-- reads: proc/*/maps
SELECT m.pid, printf('process %d has code in %s', m.pid, coalesce(m.path, 'memory without a name')) AS what,
       printf('%s-%s %s %s', m.start_address, m.end_address, m.permissions, coalesce(m.path, '')) AS fact,
       m.member_id AS fact_member_id, m.line AS fact_line,
       printf('it runs %s', coalesce(p.program, '?')) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_maps AS m
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = m.pid
WHERE m.snapshot_id = ?1 AND m.permissions GLOB '*x*'
  AND (m.permissions GLOB '?w*' OR m.path GLOB '/memfd:*'
       OR m.path GLOB '*(deleted)' AND m.path NOT GLOB '/usr/*' AND m.path NOT GLOB '/lib*' AND m.path NOT GLOB '/opt/*')
  AND coalesce(m.path, '') NOT GLOB '[[]v*'
  AND NOT EXISTS (SELECT 1 FROM program_kinds AS k WHERE k.kind = 'jit' AND p.file_name GLOB k.pattern)
GROUP BY m.pid
