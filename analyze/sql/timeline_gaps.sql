-- What the timeline lacks.
SELECT g.event, sum(g.events)
FROM timeline_gaps AS g JOIN snapshots AS n ON n.snapshot_id = g.snapshot_id
GROUP BY g.event;
