-- title: a process with more rights than the user who started it
-- severity: low
-- attack: T1548.001
-- facts: the effective user of the process is root, the real user is not
-- ruled out: programs of the system that are set-uid on purpose: sudo, su, passwd, ping, mount, newgrp, pkexec, at, fusermount, Xorg, ssh-agent, screen
-- not excludable: other set-uid programs that the host has on purpose
-- on the host: grep Uid /proc/PID/status; ls -l /proc/PID/exe
SELECT t.pid, iif(p.place <> 'system' OR p.out_of_place, 'high', NULL) AS severity,
       printf('process %d of user %d has the rights of root', t.pid, t.uid) AS what,
       printf('real user %d, effective user %d', t.uid, t.euid) AS fact, t.member_id AS fact_member_id, t.line AS fact_line,
       printf('it runs %s', coalesce(p.program, '?')) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_status AS t
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = t.pid
WHERE t.snapshot_id = ?1 AND t.tid = t.pid AND t.euid = 0 AND t.uid > 0
  AND (coalesce(p.place, '') <> 'system' OR p.out_of_place
       OR p.file_name NOT IN ('sudo', 'su', 'passwd', 'chsh', 'chfn', 'gpasswd', 'newgrp', 'mount', 'umount', 'pkexec', 'at', 'crontab', 'fusermount',
                              'fusermount3', 'Xorg', 'Xorg.wrap', 'ssh-agent', 'ssh-keysign', 'screen', 'ping', 'doas', 'sudoedit', 'expiry',
                              'polkit-agent-helper-1', 'dbus-daemon-launch-helper', 'snap-confine'))
