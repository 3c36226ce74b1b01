-- title: a process of an ssh session that is no longer below sshd
-- severity: low
-- attack: T1021.004
-- facts: SSH_CONNECTION or SSH_CLIENT in the environment of the process names the address that it was started from; no sshd is among its ancestors
-- ruled out: none
-- not excludable: tmux, screen, nohup; a service that was started again by hand
-- on the host: tr '\0' '\n' </proc/PID/environ | grep ^SSH_
-- reads: proc/*/environ
SELECT e.pid,
       iif(EXISTS (SELECT 1 FROM process_open_sockets AS o
                   WHERE o.snapshot_id = ?1 AND o.pid = e.pid AND o.family IN (2, 10)
                     AND (o.state = 'LISTEN' AND o.local_address NOT GLOB '127.*' OR o.remote_port > 0 AND o.remote_address NOT GLOB '127.*')),
           'medium', NULL) AS severity,
       printf('process %d was started from %s, and no sshd is above it', e.pid, substr(e.value, 1, instr(e.value || ' ', ' ') - 1)) AS what,
       printf('%s=%s', e.key, e.value) AS fact, e.member_id AS fact_member_id, e.line AS fact_line,
       printf('above it are %s', coalesce((SELECT group_concat(a.ancestor_name, ', ') FROM process_ancestors AS a
                                           WHERE a.snapshot_id = ?1 AND a.pid = e.pid), 'none')) AS other, s.member_id AS other_member_id, s.line AS other_line
FROM process_environment AS e
JOIN process_stat AS s ON s.snapshot_id = ?1 AND s.pid = e.pid AND s.tid = e.pid
WHERE e.snapshot_id = ?1 AND e.key IN ('SSH_CONNECTION', 'SSH_CLIENT') AND s.comm NOT GLOB 'sshd*'
  AND NOT EXISTS (SELECT 1 FROM process_ancestors AS a
                  WHERE a.snapshot_id = ?1 AND a.pid = e.pid AND a.ancestor_name GLOB 'sshd*')
