-- When the host of snapshot ?1 was started, where its kernel has no boot-time clock (before Linux 2.6.39): uptime counts from the same moment
-- as the start times of processes; btime is that moment in whole seconds.  Numbers that would overflow give NULL.
UPDATE snapshots
SET booted_ns = coalesce(
        (SELECT m.started_ns - u.up * 10000000
         FROM proc_uptime AS u JOIN members AS m ON m.member_id = u.member_id
         WHERE u.snapshot_id = ?1 AND m.path = 'proc/uptime' AND u.up BETWEEN 0 AND 900000000000 AND m.started_ns >= 0),
        (SELECT c.value * 1000000000 FROM host_counters AS c
         WHERE c.snapshot_id = ?1 AND c.file = 'stat' AND c.key = 'btime' AND c.item = 0 AND c.value BETWEEN 0 AND 9000000000))
WHERE snapshot_id = ?1 AND booted_ns IS NULL;
