-- Each thing by host, role, program and container, with what holds for the thing as a whole; the thing that was seen first comes first.
WITH
hosts AS MATERIALIZED (SELECT snapshot_id, host_key FROM snapshots JOIN snapshot_hosts USING (snapshot_id)),
seen AS MATERIALIZED (
    SELECT g.*, n.host, n.started_at, n.started_ns, h.host_key
    FROM temp.history_sightings AS g JOIN snapshots AS n USING (snapshot_id) JOIN hosts AS h USING (snapshot_id)
),
things AS MATERIALIZED (
    SELECT kind, thing, min(started_at) AS first_seen, max(started_at) AS last_seen, count(DISTINCT host_key) AS hosts,
           count(DISTINCT snapshot_id) AS snapshots
    FROM seen GROUP BY kind, thing
),
-- Of several hosts' rows, the name is that of the newest.
parts AS (
    SELECT kind, thing, host_key, role, program, container_id, host, max(started_ns), min(started_at) AS first_seen, max(started_at) AS last_seen,
           count(DISTINCT snapshot_id) AS snapshots
    FROM seen GROUP BY kind, thing, host_key, role, program, container_id
)
SELECT t.kind, t.thing, t.first_seen, t.last_seen, t.hosts, (SELECT count(DISTINCT host_key) FROM hosts), t.snapshots,
       (SELECT count(*) FROM hosts), coalesce(p.host, 'unknown host'), p.role, p.program, p.container_id, p.first_seen, p.last_seen, p.snapshots
FROM things AS t
JOIN parts AS p ON p.kind = t.kind AND p.thing = t.thing
ORDER BY t.first_seen, t.kind, t.thing, p.host, p.host_key, p.first_seen, p.role, p.program, p.container_id
