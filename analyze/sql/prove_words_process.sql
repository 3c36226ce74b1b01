-- Process ?2 of snapshot ?1 in words.
SELECT coalesce((SELECT printf('%s, state %s, parent %d, started %d clock ticks after boot', p.comm, p.state, p.ppid, p.starttime)
                 FROM process_stat AS p WHERE p.snapshot_id = ?1 AND p.pid = ?2 AND p.tid = ?2), 'of which no stat was read') ||
       coalesce((SELECT ', program ' || l.target FROM process_links AS l
                 WHERE l.snapshot_id = ?1 AND l.pid = ?2 AND l.tid = ?2 AND l.link = 'exe'), '') AS words;
