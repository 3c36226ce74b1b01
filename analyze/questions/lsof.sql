-- What lsof -p would have printed: every descriptor of a process, what it refers to, and the socket behind it.
-- :pid  the process
SELECT f.snapshot_id, n.host, f.pid, f.tid, f.fd, f.mode, f.type, f.target, s.protocol_name AS protocol, s.local_address, s.local_port,
       s.remote_address, s.remote_port, s.state, s.path
FROM process_fds AS f
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN sockets AS s
  ON s.snapshot_id = f.snapshot_id AND f.type = 'socket' AND s.inode = f.inode AND s.inode > 0 AND s.ownership = 'owned'
WHERE f.pid = :pid
ORDER BY f.snapshot_id, f.tid, f.fd;
