-- What few hosts have: programs, their digests, listeners and remote addresses; the rarest first, and since when.
-- :hosts = 3  on how many hosts at most; what all of them have is not rare
-- A scope says whose things are told, and of which time; how rare they are is told of all hosts in any case.
WITH
things AS MATERIALIZED (
    SELECT 'program' AS kind, path AS thing, path AS program, container_id, host, host_key, first_seen, last_seen, snapshots, last_snapshot_id
    FROM main.executable_history
    UNION ALL
    SELECT 'digest', sha256, path, container_id, host, host_key, first_seen, last_seen, snapshots, last_snapshot_id
    FROM main.executable_history
    WHERE sha256 IS NOT NULL
    UNION ALL
    SELECT 'listener', coalesce(p.name, h.protocol) || ' port ' || h.local_port, h.program, h.container_id, h.host, h.host_key, h.first_seen,
           h.last_seen, h.snapshots, h.last_snapshot_id
    FROM main.listener_history AS h
    LEFT JOIN (SELECT 6 AS protocol, 'tcp' AS name UNION ALL SELECT 17, 'udp') AS p ON p.protocol = h.protocol
    UNION ALL
    SELECT 'remote', remote_address || ' port ' || service_port || ', ' || direction, program, container_id, host, host_key, first_seen,
           last_seen, snapshots, last_snapshot_id
    FROM main.remote_history
    WHERE direction <> 'local'
),
fleet AS MATERIALIZED (
    SELECT count(DISTINCT host_key) AS hosts FROM main.snapshot_hosts
),
-- Those that were taken with --hash-exe.
hashed AS MATERIALIZED (
    SELECT count(DISTINCT host_key) AS hosts FROM things WHERE kind = 'digest'
),
spread AS (
    SELECT kind, thing, count(DISTINCT host_key) AS hosts FROM things GROUP BY kind, thing
)
SELECT t.last_snapshot_id AS snapshot_id, t.host, t.kind, t.thing, t.program, t.container_id, s.hosts,
       iif(t.kind = 'digest', d.hosts, f.hosts) AS of_hosts, t.first_seen, t.last_seen, t.snapshots
FROM things AS t
JOIN spread AS s ON s.kind = t.kind AND s.thing = t.thing
CROSS JOIN fleet AS f
CROSS JOIN hashed AS d
WHERE EXISTS (SELECT 1 FROM snapshots AS n JOIN main.snapshot_hosts AS k ON k.snapshot_id = n.snapshot_id
              WHERE k.host_key = t.host_key AND n.started_at BETWEEN t.first_seen AND t.last_seen IS NOT 0)
      AND s.hosts <= :hosts AND s.hosts < iif(t.kind = 'digest', d.hosts, f.hosts)
ORDER BY s.hosts, t.kind, t.thing, t.host, t.program, t.container_id;
