-- The descriptors that the thread ?2 of the process ?1 has, the pid for the process's own.
-- A device is the major number in the upper 32 bits, and the minor number.
SELECT f.fd, f.mode, f.type, f.inode, f.target, f.errno,
       CASE a.file_type WHEN 'regular' THEN 'REG' WHEN 'directory' THEN 'DIR' WHEN 'character' THEN 'CHR' WHEN 'block' THEN 'BLK'
                        WHEN 'fifo' THEN 'FIFO' WHEN 'link' THEN 'LINK' END,
       CAST(a.device AS INTEGER) << 32 | CAST(substr(a.device, instr(a.device, ':') + 1) AS INTEGER),
       CAST(a.special_device AS INTEGER) << 32 | CAST(substr(a.special_device, instr(a.special_device, ':') + 1) AS INTEGER),
       a.inode, a.size, a.nlink,
       -- A small letter is a lock of a part of the file.
       (SELECT iif(k.access = 'WRITE', iif(k.first = 0 AND k.last IS NULL, 'W', 'w'), iif(k.first = 0 AND k.last IS NULL, 'R', 'r'))
        FROM process_locks AS k WHERE k.pid = f.pid AND k.tid = f.tid AND k.fd = f.fd AND k.access IN ('READ', 'WRITE')
        ORDER BY k.access DESC LIMIT 1),
       (SELECT t.pos FROM process_fd_states AS t WHERE t.pid = f.pid AND t.tid = f.tid AND t.fd = f.fd),
       -- From here on as in lsof_unowned.sql.
       s.net_namespace, s.family, s.protocol, s.type, s.state, s.local_ip, s.local_address, s.local_port, s.remote_ip,
       s.remote_address, s.remote_port, s.path, s.recv_q, s.send_q, s.uid, s.inode, s.diag_member_id, s.diag_line,
       iif(s.protocol IN (1, 58, 255),
           coalesce((SELECT i.st FROM proc_net_inet AS i WHERE i.member_id = s.member_id AND i.line = s.line),
                    (SELECT d.state FROM diag_inet AS d WHERE d.member_id = s.diag_member_id AND d.line = s.diag_line)), NULL),
       f.protocol_name,
       iif(s.socket_id IS NULL AND f.type = 'socket', (SELECT x.ownership FROM sockets AS x WHERE x.inode = f.inode), NULL)
FROM process_fds AS f
LEFT JOIN process_fd_files AS a ON a.pid = f.pid AND a.tid = f.tid AND a.fd = f.fd
LEFT JOIN sockets AS s ON s.inode = iif(f.type = 'socket', f.inode, NULL) AND +s.ownership = 'owned'
WHERE f.pid = ?1 AND f.tid = ?2
ORDER BY f.fd;
