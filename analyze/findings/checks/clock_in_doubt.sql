-- title: a process that starts in the future, or a clock that nobody keeps
-- severity: low
-- attack: T1070.006
-- facts: the start of the process lies behind the time of the snapshot, by the clock of the host itself; or the kernel says that nothing keeps its
--   clock right (adjtimex)
-- ruled out: a process that began while the snapshot was taken
-- not excludable: a clock that was set back meanwhile; guests whose clock the hypervisor keeps, and hosts without NTP
-- on the host: date; uptime; ps -o pid,lstart
SELECT * FROM (
SELECT 'clock' AS subject, printf('process %d began %d seconds after the snapshot', s.pid, (s.start - s.finished) / 1000000000) AS what,
       printf('process %d started %d clock ticks after boot', s.pid, s.starttime) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       printf('the snapshot ended %d seconds after boot', (s.finished - s.booted) / 1000000000) AS other, m.member_id AS other_member_id
FROM (SELECT p.*, n.booted_ns + p.starttime * (1000000000 / n.clock_ticks) AS start, coalesce(n.finished_ns, n.started_ns) AS finished,
             n.booted_ns AS booted
      FROM process_stat AS p JOIN snapshots AS n ON n.snapshot_id = ?1
      WHERE p.snapshot_id = ?1 AND p.tid = p.pid) AS s
JOIN members AS m ON m.snapshot_id = ?1 AND m.path = 'meta.json'
WHERE s.start > s.finished + 60000000000
ORDER BY s.start DESC LIMIT 1)
UNION ALL
SELECT 'clock without a keeper', 'the kernel says that its clock is not synchronised',
       printf('adjtimex: state %d, status 0x%x', n.meta ->> '$.clocks.adjtimex.state', n.meta ->> '$.clocks.adjtimex.status'), m.member_id, NULL,
       'a host whose times shall be compared with those of others keeps its clock by NTP or PTP', NULL
FROM snapshots AS n
JOIN members AS m ON m.snapshot_id = ?1 AND m.path = 'meta.json'
WHERE n.snapshot_id = ?1 AND n.meta ->> '$.clocks.adjtimex.state' = 5 -- TIME_ERROR
