-- BPF programs.  One that was loaded again has another number.
SELECT printf('%d|%s|%s|%d', o.type, coalesce(o.name, ''), coalesce(o.tag, ''), o.uid) AS key,
       printf('%d %s', o.id, coalesce(o.name, '')) AS item, printf('%s|%d|%d', n.boot_id, o.id, o.load_time) AS identity,
       NULL AS cookie, NULL AS started, NULL AS source, NULL AS gap, 1 AS runs,
       o.type, o.tag, o.uid AS user,
       -- What attaches it may be another process than the one that holds it.
       coalesce((SELECT min(f.pid) FROM process_bpf_fds AS f WHERE f.snapshot_id = ?1 AND f.kind = 'prog' AND f.id = o.id), '') AS holder_pid
FROM bpf_objects AS o
JOIN snapshots AS n ON n.snapshot_id = ?1
WHERE o.snapshot_id = ?1 AND o.kind = 'prog'
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL,
       coalesce((SELECT gap FROM member_reads WHERE snapshot_id = ?1 AND path = 'views/bpf'), 'views/bpf: not in the snapshot'),
       NULL, NULL, NULL, NULL, NULL
