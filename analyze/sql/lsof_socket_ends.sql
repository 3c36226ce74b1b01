-- The descriptors of processes for the socket ?1, where one socket alone has that inode.
SELECT f.pid, p.comm, f.fd, f.mode FROM sockets AS s
JOIN process_fds AS f ON f.type = 'socket' AND f.inode = s.inode
LEFT JOIN process_stat AS p ON p.pid = f.pid AND p.tid = f.pid
WHERE s.inode = ?1 AND +s.ownership = 'owned' AND f.tid = f.pid ORDER BY f.pid, f.fd;
