-- title: a program that runs from a place where anybody can write, or from a hidden directory
-- severity: weak
-- attack: T1564.001
-- facts: the executable is below /dev/shm, /tmp, /var/tmp, /run or a directory that begins with a dot
-- ruled out: AppImages, and the usual hidden directories of tools that install themselves for one user (.local, .cargo, .vscode-server, .pyenv, ...)
-- not excludable: build systems, installers
-- on the host: ls -l /proc/PID/exe
-- only if: process_programs WHERE snapshot_id = ?1 AND place IN ('temporary', 'hidden')
SELECT p.pid,
       CASE WHEN t.euid = 0 AND EXISTS (SELECT 1 FROM process_open_sockets AS o
                                        WHERE o.snapshot_id = ?1 AND o.pid = p.pid AND o.family IN (2, 10, 17)) THEN 'high'
            WHEN p.program GLOB '/dev/shm/*' THEN 'medium' END AS severity,
       printf('process %d runs %s', p.pid, p.program) AS what,
       printf('the executable is %s', p.program) AS fact, p.member_id AS fact_member_id, p.line AS fact_line,
       iif(t.euid = 0, 'it runs as root', printf('it runs as user %s', coalesce(t.euid, '?'))) AS other, t.member_id AS other_member_id,
       t.line AS other_line
FROM process_programs AS p
LEFT JOIN process_status AS t ON t.snapshot_id = ?1 AND t.pid = p.pid AND t.tid = p.pid
WHERE p.snapshot_id = ?1 AND p.place IN ('temporary', 'hidden') AND p.program NOT GLOB '/tmp/.mount_*'
  AND p.program NOT GLOB '*/.local/*' AND p.program NOT GLOB '*/.cargo/*' AND p.program NOT GLOB '*/.vscode*/*' AND p.program NOT GLOB '*/.pyenv/*'
  AND p.program NOT GLOB '*/.rustup/*' AND p.program NOT GLOB '*/.nvm/*' AND p.program NOT GLOB '*/.cache/*' AND p.program NOT GLOB '*/.venv/*'
