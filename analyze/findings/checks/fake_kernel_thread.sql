-- title: a process that calls itself a kernel thread
-- severity: high
-- attack: T1036.004
-- facts: the command line is a name in brackets, as ps shows kernel threads, or a kernel thread has what none has: a program, or a parent that is
--   not kthreadd; the flag PF_KTHREAD of the task says the contrary
-- ruled out: processes that have ended (zombies have no command line)
-- not excludable: the few agents that name themselves so: splunkd, AhnLab
-- on the host: ls -l /proc/PID/exe (a kernel thread has none); cat /proc/PID/cmdline (a kernel thread has none)
SELECT s.pid,
       printf('process %d calls itself %s and is no kernel thread', s.pid, v.value) AS what,
       printf('the command line is %s', v.value) AS fact, v.member_id AS fact_member_id, v.line AS fact_line,
       printf('the flags of the task are 0x%x, without PF_KTHREAD (0x200000)', s.flags) AS other,
       s.member_id AS other_member_id, s.line AS other_line
FROM process_stat AS s
JOIN process_values AS v ON v.snapshot_id = ?1 AND v.pid = s.pid AND v.file = 'cmdline'
WHERE s.snapshot_id = ?1 AND s.tid = s.pid AND (s.flags & 0x200000) = 0 AND s.state NOT IN ('Z', 'X')
  AND substr(v.value, 1, instr(v.value || ' ', ' ') - 1) GLOB '[[]*]'
UNION ALL
SELECT s.pid, printf('kernel thread %d (%s) runs a program', s.pid, s.comm),
       printf('its executable is %s', e.target), e.member_id, e.line,
       printf('the flags of the task are 0x%x, with PF_KTHREAD (0x200000)', s.flags), s.member_id, s.line
FROM process_stat AS s
JOIN process_links AS e ON e.snapshot_id = ?1 AND e.pid = s.pid AND e.tid = s.pid AND e.link = 'exe' AND e.target IS NOT NULL
WHERE s.snapshot_id = ?1 AND s.tid = s.pid AND (s.flags & 0x200000) <> 0
UNION ALL
SELECT s.pid, printf('kernel thread %d (%s) has process %d as its parent', s.pid, s.comm, s.ppid),
       printf('the flags of the task are 0x%x, with PF_KTHREAD (0x200000)', s.flags), s.member_id, s.line,
       printf('its parent is %d; of kernel threads that is 0 or 2', s.ppid), s.member_id, s.line
FROM process_stat AS s
WHERE s.snapshot_id = ?1 AND s.tid = s.pid AND (s.flags & 0x200000) <> 0 AND s.ppid NOT IN (0, 2)
