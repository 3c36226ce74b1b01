-- What the timeline lacks of the host named ?1, or of all where that is NULL.
SELECT g.event, sum(g.events)
FROM timeline_gaps AS g JOIN snapshots AS n ON n.snapshot_id = g.snapshot_id
WHERE ?1 IS NULL OR n.host = ?1
GROUP BY g.event;
