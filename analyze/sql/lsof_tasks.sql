-- The threads of the process ?1 but for the one that is the process: name, parent, group, and whether a thread has links of its own, and descriptors of
-- its own.
WITH tids (tid) AS (SELECT tid FROM process_stat WHERE pid = ?1 UNION SELECT tid FROM process_links WHERE pid = ?1)
SELECT t.tid, s.comm, s.ppid, s.pgrp,
       EXISTS (SELECT 1 FROM process_links AS l WHERE l.pid = ?1 AND l.tid = t.tid),
       EXISTS (SELECT 1 FROM process_fds AS f WHERE f.pid = ?1 AND f.tid = t.tid)
       OR EXISTS (SELECT 1 FROM process_links AS l WHERE l.pid = ?1 AND l.tid = t.tid AND l.link = 'fd')
FROM tids AS t
LEFT JOIN process_stat AS s ON s.pid = ?1 AND s.tid = t.tid
WHERE t.tid <> ?1
ORDER BY t.tid;
