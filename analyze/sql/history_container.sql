-- Where the container whose id is ?5, or begins so, had a process.
SELECT c.container_id, c.snapshot_id, coalesce(c.runtime, 'container'), l.target, c.container_id
FROM process_containers AS c
LEFT JOIN process_links AS l ON l.snapshot_id = c.snapshot_id AND l.pid = c.pid AND l.tid = c.pid AND l.link = 'exe'
-- A beginning must have as many digits as people are used to.
WHERE c.container_id = ?5
   OR (length(?5) >= 12 AND c.container_id >= ?5 AND c.container_id < ?5 || 'g' AND substr(c.container_id, 1, length(?5)) = ?5)
