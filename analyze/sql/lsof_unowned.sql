-- The sockets that no process has, and why; without what is no socket of the host.
SELECT NULL, NULL, 'socket', s.inode, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       -- From here on as in lsof_descriptors.sql.
       s.net_namespace, s.family, s.protocol, s.type, s.state, s.local_ip, s.local_address, s.local_port, s.remote_ip,
       s.remote_address, s.remote_port, s.path, s.recv_q, s.send_q, s.uid, s.inode, s.diag_member_id, s.diag_line,
       iif(s.protocol IN (1, 58, 255),
           coalesce((SELECT i.st FROM proc_net_inet AS i WHERE i.member_id = s.member_id AND i.line = s.line),
                    (SELECT d.state FROM diag_inet AS d WHERE d.member_id = s.diag_member_id AND d.line = s.diag_line)), NULL),
       NULL, s.ownership
FROM sockets AS s
WHERE s.ownership NOT IN ('owned', 'forged', 'collector')
ORDER BY s.socket_id;
