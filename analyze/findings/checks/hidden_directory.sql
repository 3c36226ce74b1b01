-- title: a process that works in a hidden directory
-- severity: weak
-- attack: T1564.001
-- facts: the working directory of the process, or one above it, begins with a dot
-- ruled out: the usual directories of tools that install themselves for one user (.local, .cargo, .config, .vscode-server, ...)
-- not excludable: other tools of that kind
-- on the host: ls -l /proc/PID/cwd
SELECT l.pid, printf('process %d works in %s', l.pid, l.target) AS what,
       printf('its working directory is %s', l.target) AS fact, l.member_id AS fact_member_id, l.line AS fact_line,
       printf('it runs %s', coalesce(p.program, '?')) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_links AS l
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = l.pid
WHERE l.snapshot_id = ?1 AND l.link = 'cwd' AND l.tid = l.pid AND l.target GLOB '*/.*'
  AND l.target NOT GLOB '*/.local*' AND l.target NOT GLOB '*/.cargo*' AND l.target NOT GLOB '*/.config*' AND l.target NOT GLOB '*/.vscode*'
  AND l.target NOT GLOB '*/.cache*' AND l.target NOT GLOB '*/.git*' AND l.target NOT GLOB '*/.pyenv*' AND l.target NOT GLOB '*/.nvm*'
