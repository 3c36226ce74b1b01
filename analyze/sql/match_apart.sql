-- How many flows name a socket of the snapshots, but none at its time: further away than ?1 nanoseconds.
WITH
named AS (
    SELECT i.indicator_id, i.begin_ns <= coalesce(n.finished_ns, n.started_ns) + ?1 AND i.end_ns >= n.started_ns - ?1 AS near
    FROM sockets AS s
    CROSS JOIN temp.indicators AS i
    CROSS JOIN snapshots AS n
    WHERE s.community_id IS NOT NULL AND i.kind = 'flow' AND i.key = s.community_id AND n.snapshot_id = s.snapshot_id
)
SELECT count(*) FROM (SELECT 1 FROM named GROUP BY indicator_id HAVING max(near) = 0);
