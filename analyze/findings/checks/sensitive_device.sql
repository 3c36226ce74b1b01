-- title: a process has memory of the kernel, its log or a keyboard open
-- severity: low
-- attack: T1056.001
-- facts: a descriptor of the process is /dev/mem, /dev/kmem, /dev/port, /proc/kcore, /dev/kmsg or an input device
-- ruled out: the programs of the system that read the log and the input devices: journald, logind, rsyslogd, Xorg, compositors, acpid, upowerd
-- not excludable: other programs for keys and buttons
-- on the host: ls -l /proc/PID/fd
SELECT f.pid,
       iif(f.target IN ('/dev/mem', '/dev/kmem', '/dev/port', '/proc/kcore') OR p.place <> 'system' OR p.out_of_place, 'medium', NULL) AS severity,
       printf('process %d (%s) has %s open', f.pid, coalesce(p.file_name, '?'), f.target) AS what,
       printf('descriptor %d is %s, mode %s', f.fd, f.target, coalesce(f.mode, '?')) AS fact, f.member_id AS fact_member_id, f.line AS fact_line,
       printf('it runs %s', coalesce(p.program, '?')) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_fds AS f
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = f.pid
WHERE f.snapshot_id = ?1
  AND (f.target IN ('/dev/mem', '/dev/kmem', '/dev/port', '/proc/kcore', '/dev/kmsg') OR f.target GLOB '/dev/input/event*')
  AND (f.target IN ('/dev/mem', '/dev/kmem', '/dev/port', '/proc/kcore') OR coalesce(p.place, '') <> 'system' OR p.out_of_place
       OR p.file_name NOT IN ('systemd', 'systemd-journald', 'systemd-logind', 'rsyslogd', 'syslog-ng', 'dmesg', 'klogd', 'Xorg', 'acpid', 'upowerd',
                              'gnome-shell', 'kwin_wayland', 'sway', 'weston', 'init', 'systemd-udevd', 'elogind'))
