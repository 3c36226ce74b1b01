-- The descriptors that the thread ?2 of the process ?1 has, the pid for the process's own.
-- What fstat(2) would say of a file stands here alone: a table that has it is joined here, in place of the NULLs.
SELECT f.fd, f.mode, f.type, f.inode, f.target, f.errno,
       NULL AS file_type, -- DIR, REG, CHR, BLK, FIFO, LINK, ...
       NULL AS device, -- st_dev
       NULL AS raw_device, -- st_rdev
       NULL AS file_inode,
       NULL AS size,
       NULL AS links,
       NULL AS lock, -- R, W, r or w: see proc_locks, which knows a file by device and inode
       CAST((SELECT i.value FROM process_fdinfo AS i WHERE i.pid = f.pid AND i.fd = f.fd AND i.key = 'pos' AND i.tid = f.tid)
            AS INTEGER),
       -- From here on as in lsof_unowned.sql.
       s.net_namespace, s.family, s.protocol, s.type, s.state, s.local_ip, s.local_address, s.local_port, s.remote_ip,
       s.remote_address, s.remote_port, s.path, s.recv_q, s.send_q, s.uid, s.inode, s.diag_member_id, s.diag_line,
       iif(s.protocol IN (1, 58, 255),
           coalesce((SELECT i.st FROM proc_net_inet AS i WHERE i.member_id = s.member_id AND i.line = s.line),
                    (SELECT d.state FROM diag_inet AS d WHERE d.member_id = s.diag_member_id AND d.line = s.diag_line)), NULL),
       f.protocol_name,
       iif(s.socket_id IS NULL AND f.type = 'socket', (SELECT x.ownership FROM sockets AS x WHERE x.inode = f.inode), NULL)
FROM process_fds AS f
LEFT JOIN sockets AS s ON s.inode = iif(f.type = 'socket', f.inode, NULL) AND +s.ownership = 'owned'
WHERE f.pid = ?1 AND f.tid = ?2
ORDER BY f.fd;
