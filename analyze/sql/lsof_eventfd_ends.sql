-- The descriptors of processes for the eventfd ?1.
SELECT i.pid, p.comm, i.fd, f.mode FROM process_fdinfo AS i
LEFT JOIN process_fds AS f ON f.pid = i.pid AND f.fd = i.fd AND f.tid = i.tid
LEFT JOIN process_stat AS p ON p.pid = i.pid AND p.tid = i.pid
WHERE i.key = 'eventfd-id' AND i.value = ?1 AND i.tid = i.pid ORDER BY i.pid, i.fd;
