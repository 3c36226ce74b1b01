-- title: a process that is not root and can do what root can
-- severity: low
-- attack: T1548
-- facts: the effective user of the process is not root; its capabilities allow it to load modules, to trace any process, to read or write any file,
--   or to become any user
-- ruled out: processes in a user namespace of their own, whose capabilities end there; the system's daemons that keep such a capability:
--   systemd-*, dbus-daemon, rtkit-daemon, chronyd, ntpd
-- not excludable: services that were given one on purpose (AmbientCapabilities=)
-- on the host: grep Cap /proc/PID/status; capsh --decode=...
-- only if: process_status WHERE snapshot_id = ?1 AND tid = pid AND euid > 0
SELECT t.pid, iif(p.place <> 'system' OR p.out_of_place, 'medium', NULL) AS severity,
       printf('process %d of user %d has capabilities of root', t.pid, t.euid) AS what,
       printf('CapEff is %s', t.cap_eff) AS fact, t.member_id AS fact_member_id, t.line AS fact_line,
       printf('it runs %s as user %d', coalesce(p.program, '?'), t.euid) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_status AS t
JOIN process_links AS u ON u.snapshot_id = ?1 AND u.pid = t.pid AND u.tid = u.pid AND u.link = 'ns/user'
JOIN process_links AS i ON i.snapshot_id = ?1 AND i.pid = 1 AND i.tid = 1 AND i.link = 'ns/user' AND i.inode = u.inode
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = t.pid
WHERE t.snapshot_id = ?1 AND t.tid = t.pid AND t.euid > 0
  AND EXISTS (SELECT 1 FROM process_capabilities AS c
              WHERE c.snapshot_id = ?1 AND c.pid = t.pid AND c.tid = t.pid AND c.capability_set = 'effective'
                AND c.capability IN ('cap_sys_admin', 'cap_sys_ptrace', 'cap_sys_module', 'cap_setuid', 'cap_dac_override', 'cap_dac_read_search'))
  AND NOT coalesce(p.place = 'system' AND NOT p.out_of_place
           AND (p.file_name GLOB 'systemd-*' OR p.file_name IN ('dbus-daemon', 'rtkit-daemon', 'chronyd', 'ntpd', 'NetworkManager', 'polkitd')), 0)
