-- The sockets that ss has a table for, table after table in its order; ?1 is a network namespace, NULL for all.  What only a descriptor
-- shows has no address to print.  `extra` and `more` are what one family alone has: see analyze/answers/ss/row.h.
SELECT CASE s.family WHEN 16 THEN 0 WHEN 17 THEN 1 WHEN 1 THEN 2 WHEN 40 THEN 8 WHEN 44 THEN 9
       ELSE CASE s.protocol WHEN 255 THEN 3 WHEN 17 THEN 4 WHEN 6 THEN 5 WHEN 33 THEN 6 WHEN 132 THEN 7 WHEN 262 THEN 10 END END AS place,
       s.net_namespace, s.family, s.protocol, s.type, s.state, s.local_address, s.local_ip, s.local_port, s.remote_address,
       s.remote_ip, s.remote_port, s.path, s.interface_index, s.interface_name, s.inode, s.recv_q, s.send_q, s.ownership,
       s.kernel_holder, s.member_id, s.line, s.diag_member_id, s.diag_line,
       CASE s.family
           WHEN 10 THEN iif(zeroblob(16) IN (s.local_ip, s.remote_ip),
                            (SELECT d.v6only FROM diag_inet AS d WHERE d.member_id = s.diag_member_id AND d.line = s.diag_line), 0)
           WHEN 1 THEN (SELECT d.peer FROM diag_unix AS d WHERE d.member_id = s.diag_member_id AND d.line = s.diag_line)
           WHEN 16 THEN (SELECT iif(d.state = 1, d.destination_port_id, NULL) FROM diag_netlink AS d
                         WHERE d.member_id = s.diag_member_id AND d.line = s.diag_line)
           WHEN 44 THEN (SELECT d.queue_id FROM diag_xdp AS d WHERE d.member_id = s.diag_member_id AND d.line = s.diag_line) END AS extra,
       CASE s.family
           WHEN 16 THEN (SELECT d.destination_group FROM diag_netlink AS d
                         WHERE d.member_id = s.diag_member_id AND d.line = s.diag_line)
           WHEN 44 THEN (SELECT d.skmem_rmem_alloc FROM diag_xdp AS d
                         WHERE d.member_id = s.diag_member_id AND d.line = s.diag_line) END AS more
FROM sockets AS s
WHERE s.ownership NOT IN ('collector', 'forged') AND s.seen NOT IN ('descriptor', 'io_uring')
  AND (s.family IN (1, 16, 17, 40, 44) OR (s.family IN (2, 10) AND s.protocol IN (6, 17, 33, 132, 255, 262)))
  AND (?1 IS NULL OR s.net_namespace = ?1 OR s.net_namespace IS NULL)
ORDER BY place, s.net_namespace, s.socket_id;
