-- Mounts of the mount namespace that collect ran in.
SELECT m.mount_point AS key, m.mount_point AS item, NULL AS identity, NULL AS cookie, NULL AS started, NULL AS source, NULL AS gap, 0 AS runs,
       m.device, m.fs_type AS type, m.options
FROM mounts_file AS m
WHERE m.snapshot_id = ?1
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL,
       coalesce((SELECT gap FROM member_reads WHERE snapshot_id = ?1 AND path = 'proc/mounts'), 'proc/mounts: not in the snapshot'),
       NULL, NULL, NULL, NULL
