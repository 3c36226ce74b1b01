-- title: a process of root with an empty environment
-- severity: weak
-- facts: the environment of the process is empty; it is no kernel thread
-- ruled out: programs that write their title over it and are known for that: nginx, sshd, postgres, cron, dbus
-- not excludable: other programs that do
-- on the host: wc -c /proc/PID/environ
-- reads: proc/*/environ
SELECT s.pid, printf('process %d (%s) of root has an empty environment', s.pid, s.comm) AS what,
       printf('%s is empty', e.path) AS fact, e.member_id AS fact_member_id,
       printf('the flags of the task are 0x%x, without PF_KTHREAD (0x200000)', s.flags) AS other, s.member_id AS other_member_id,
       s.line AS other_line
FROM process_stat AS s
JOIN process_status AS t ON t.snapshot_id = ?1 AND t.pid = s.pid AND t.tid = s.pid AND t.euid = 0
JOIN members AS e ON e.snapshot_id = ?1 AND e.path = 'proc/' || s.pid || '/environ' AND e.state = 'empty'
WHERE s.snapshot_id = ?1 AND s.tid = s.pid AND s.flags & 0x200000 = 0 AND s.state NOT IN ('Z', 'X') AND s.pid <> 1
  AND s.comm NOT GLOB 'nginx*' AND s.comm NOT GLOB 'sshd*' AND s.comm NOT GLOB 'postgres*' AND s.comm NOT GLOB 'cron*' AND s.comm NOT GLOB 'dbus*'
