-- The descriptors of processes for the pipe ?1.
SELECT f.pid, p.comm, f.fd, f.mode FROM process_fds AS f
LEFT JOIN process_stat AS p ON p.pid = f.pid AND p.tid = f.pid
WHERE f.type = 'pipe' AND f.inode = ?1 AND f.tid = f.pid ORDER BY f.pid, f.fd;
