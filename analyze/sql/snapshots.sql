-- What `analyze snapshots` lists.
SELECT snapshot_id, host, started_at, result, complete,
       (SELECT count(*) FROM members AS m WHERE m.snapshot_id = s.snapshot_id) AS attempts,
       (SELECT count(m.bytes) FROM members AS m WHERE m.snapshot_id = s.snapshot_id) AS members,
       (SELECT count(*) FROM problems AS p WHERE p.snapshot_id = s.snapshot_id) AS problems,
       case_id, archive_name
FROM snapshots AS s
ORDER BY started_ns, snapshot_id;
