-- title: a process that calls itself a kernel thread
-- severity: high
-- attack: T1036.004
-- facts: the command line is a name in brackets, as ps shows kernel threads, or the name of the task is one that only kernel threads have, or a kernel
--   thread has what none has: a program, a socket, or a parent that is not kthreadd; the flag PF_KTHREAD of the task says the contrary
-- ruled out: processes that have ended (zombies have no command line); what the kernel is about to start for itself, which has no program yet
-- not excludable: the few agents that name themselves so: splunkd, AhnLab
-- on the host: ls -l /proc/PID/exe (a kernel thread has none); cat /proc/PID/cmdline (a kernel thread has none)
WITH kernel_threads AS MATERIALIZED (
    SELECT pid, comm, flags, ppid, member_id, line FROM process_stat WHERE snapshot_id = ?1 AND tid = pid AND (flags & 0x200000) <> 0
)
SELECT s.pid,
       printf('process %d calls itself %s and is no kernel thread', s.pid, v.value) AS what,
       printf('the command line is %s', v.value) AS fact, v.member_id AS fact_member_id, v.line AS fact_line,
       printf('the flags of the task are 0x%x, without PF_KTHREAD (0x200000)', s.flags) AS other,
       s.member_id AS other_member_id, s.line AS other_line
FROM process_values AS v
CROSS JOIN process_stat AS s ON s.pid = v.pid -- in this order: nearly no command line is a name in brackets
WHERE v.snapshot_id = ?1 AND v.file = 'cmdline' AND s.snapshot_id = ?1 AND s.tid = s.pid AND (s.flags & 0x200000) = 0 AND s.state NOT IN ('Z', 'X')
  AND substr(v.value, 1, instr(v.value || ' ', ' ') - 1) GLOB '[[]*]'
UNION ALL
SELECT s.pid, printf('process %d has the name of a kernel thread, %s, and is none', s.pid, s.comm),
       printf('the name is %s, the flags of the task are 0x%x, without PF_KTHREAD (0x200000)', s.comm, s.flags), s.member_id, s.line,
       printf('it runs %s', e.target), e.member_id, e.line
FROM process_stat AS s
JOIN process_links AS e ON e.snapshot_id = ?1 AND e.pid = s.pid AND e.tid = s.pid AND e.link = 'exe' AND e.target IS NOT NULL
WHERE s.snapshot_id = ?1 AND s.tid = s.pid AND (s.flags & 0x200000) = 0
  AND (s.comm GLOB 'kworker/*' OR s.comm GLOB 'ksoftirqd/[0-9]*' OR s.comm GLOB 'migration/[0-9]*' OR s.comm GLOB 'cpuhp/[0-9]*'
       OR s.comm GLOB 'watchdog/[0-9]*' OR s.comm GLOB 'rcu[_o]*' OR s.comm GLOB 'kswapd[0-9]*' OR s.comm GLOB 'kcompactd[0-9]*' OR s.comm GLOB 'jbd2/*'
       OR s.comm GLOB 'scsi_eh_[0-9]*' OR s.comm GLOB 'irq/[0-9]*'
       OR s.comm IN ('kthreadd', 'khugepaged', 'ksmd', 'kdevtmpfs', 'kauditd', 'khungtaskd', 'oom_reaper', 'kblockd', 'kthrotld', 'kintegrityd'))
UNION ALL
SELECT s.pid, printf('kernel thread %d (%s) holds a socket', s.pid, s.comm),
       printf('descriptor %d is %s', f.fd, f.target), f.member_id, f.line,
       printf('the flags of the task are 0x%x, with PF_KTHREAD (0x200000)', s.flags), s.member_id, s.line
FROM kernel_threads AS s
JOIN process_fds AS f ON f.snapshot_id = ?1 AND f.pid = s.pid AND f.type = 'socket'
UNION ALL
SELECT s.pid, printf('kernel thread %d (%s) runs a program', s.pid, s.comm),
       printf('its executable is %s', e.target), e.member_id, e.line,
       printf('the flags of the task are 0x%x, with PF_KTHREAD (0x200000)', s.flags), s.member_id, s.line
FROM kernel_threads AS s
JOIN process_links AS e ON e.snapshot_id = ?1 AND e.pid = s.pid AND e.tid = s.pid AND e.link = 'exe' AND e.target IS NOT NULL
UNION ALL
SELECT s.pid, printf('kernel thread %d (%s) has process %d as its parent', s.pid, s.comm, s.ppid),
       printf('the flags of the task are 0x%x, with PF_KTHREAD (0x200000)', s.flags), s.member_id, s.line,
       printf('its parent is %d; of kernel threads that is 0 or 2', s.ppid), s.member_id, s.line
FROM kernel_threads AS s
WHERE s.ppid NOT IN (0, 2)
