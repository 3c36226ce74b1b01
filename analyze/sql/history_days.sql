-- In how many snapshots the thing ?2 of kind ?1 was seen, day by day from the first snapshot of all to the last.
WITH RECURSIVE
days (day, last) AS (
    SELECT date(min(started_ns) / 1000000000, 'unixepoch'), date(max(started_ns) / 1000000000, 'unixepoch') FROM snapshots
    UNION ALL
    SELECT date(day, '+1 day'), last FROM days WHERE day < last LIMIT 366
),
seen AS MATERIALIZED (
    SELECT date(n.started_ns / 1000000000, 'unixepoch') AS day, count(DISTINCT snapshot_id) AS snapshots
    FROM temp.history_sightings AS g JOIN snapshots AS n USING (snapshot_id)
    WHERE g.kind = ?1 AND g.thing = ?2
    GROUP BY 1
)
SELECT coalesce(s.snapshots, 0) FROM days LEFT JOIN seen AS s USING (day) ORDER BY day
