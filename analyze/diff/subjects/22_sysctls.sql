-- Settings below /proc/sys, but for those that change by themselves.
SELECT s.name AS key, s.name AS item, NULL AS identity, NULL AS cookie, NULL AS started, 'proc/sys/' || s.name AS source, NULL AS gap, 0 AS runs,
       replace(s.value, char(9), ' ') AS value
FROM sysctls AS s
WHERE s.snapshot_id = ?1
  AND s.name NOT IN ('fs/file-nr', 'kernel/random/boot_id', 'kernel/ns_last_pid', 'net/netfilter/nf_conntrack_count')
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, path, gap, NULL, NULL
FROM member_reads
WHERE snapshot_id = ?1 AND path >= 'proc/sys/' AND path < 'proc/sys0'
UNION ALL
-- An older collect may not have asked for it.
SELECT NULL, NULL, NULL, NULL, NULL, o.path, o.path || ': not in the snapshot', NULL, NULL
FROM members AS o
WHERE o.snapshot_id = ?2 AND o.path >= 'proc/sys/' AND o.path < 'proc/sys0'
  AND NOT EXISTS (SELECT 1 FROM members AS m WHERE m.snapshot_id = ?1 AND m.path = o.path)
