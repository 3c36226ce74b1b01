-- Every process that the snapshot has a word of, with what lsof says of it; the names are NULL where its stat or status was not read.
WITH pids (pid) AS (SELECT pid FROM process_stat UNION SELECT pid FROM process_links)
SELECT p.pid, s.comm, s.ppid, s.pgrp, t.euid
FROM pids AS p
LEFT JOIN process_stat AS s ON s.pid = p.pid AND s.tid = p.pid
LEFT JOIN process_status AS t ON t.pid = p.pid AND t.tid = p.pid
ORDER BY p.pid;
