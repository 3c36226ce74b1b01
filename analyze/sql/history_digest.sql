-- Where a program with the SHA-256 ?5 ran.
SELECT h.sha256, h.snapshot_id, 'runs', l.target, c.container_id
FROM executable_hashes AS h
LEFT JOIN process_links AS l ON l.snapshot_id = h.snapshot_id AND l.pid = h.pid AND l.tid = h.pid AND l.link = 'exe'
LEFT JOIN process_containers AS c ON c.snapshot_id = h.snapshot_id AND c.pid = h.pid
WHERE h.sha256 = lower(?5)
