-- title: something is mounted over the /proc directory of a process
-- severity: high
-- attack: T1564.013
-- facts: a mount lies over /proc/PID or a file below it; a procfs of collect's own shows another process there
-- ruled out: mounts over other names of /proc, with which runtimes and lxcfs mask or replace kernel files
-- not excludable: none that is known: nothing but hiding needs a mount over the directory of a process
-- on the host: grep ' /proc/[0-9]' /proc/self/mountinfo; umount shows what was there
-- only if: members WHERE snapshot_id = ?1 AND path > 'proc/' AND path < 'proc0' AND path GLOB '*/visible/*'
SELECT c.pid, printf('%s is mounted over a file of process %d (%s)',
                     coalesce((SELECT group_concat(DISTINCT m.fs_type || ' ' || m.root) FROM mountinfo AS m
                               WHERE m.snapshot_id = ?1 AND m.mount_point || '/' GLOB '/proc/' || c.pid || '/*'), 'something'),
                     c.pid, coalesce((SELECT s.comm FROM process_stat AS s
                                      WHERE s.snapshot_id = ?1 AND s.pid = c.pid AND s.tid = c.pid), '?')) AS what,
       printf('/proc/%d/%s as everybody sees it: %s', c.pid, c.file, c.visible_state) AS fact, c.visible_member_id AS fact_member_id,
       printf('/proc/%d/%s as the kernel has it: %s', c.pid, c.file, coalesce(c.state, 'not read')) AS other,
       c.member_id AS other_member_id
FROM process_covers AS c
WHERE c.snapshot_id = ?1
  AND c.file = (SELECT d.file FROM process_covers AS d
                WHERE d.snapshot_id = ?1 AND d.pid = c.pid ORDER BY d.file <> 'stat', d.file LIMIT 1)
