-- Modules that /proc/modules lists.
SELECT name AS key, name AS item, NULL AS identity, NULL AS cookie, NULL AS started, NULL AS source, NULL AS gap, 1 AS runs,
       size, coalesce(taints, '') AS taints, state
FROM proc_modules
WHERE snapshot_id = ?1
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL,
       coalesce((SELECT gap FROM member_reads WHERE snapshot_id = ?1 AND path = 'proc/modules'), 'proc/modules: not in the snapshot'),
       NULL, NULL, NULL, NULL
