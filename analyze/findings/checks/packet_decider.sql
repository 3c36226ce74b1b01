-- title: a program that netfilter asks about packets, or sends copies of them
-- severity: low
-- attack: T1205
-- facts: a queue or a log group of netfilter has a receiver; the receiver is a netlink socket of the process
-- ruled out: none
-- not excludable: suricata, fail2ban-like tools, ulogd, opensnitch
-- on the host: cat /proc/net/netfilter/nfnetlink_queue /proc/net/netfilter/nfnetlink_log
-- only if: proc_net_nfnetlink_queue WHERE snapshot_id = ?1 UNION ALL SELECT 1 FROM proc_net_nfnetlink_log WHERE snapshot_id = ?1
SELECT o.pid, q.subject, printf('%s of namespace %d is read by %s', q.subject, q.net_namespace,
                                coalesce(printf('process %d (%s)', o.pid, p.file_name), printf('netlink port %d', q.port_id))) AS what,
       printf('%s, netlink port %d', q.subject, q.port_id) AS fact, q.member_id AS fact_member_id, q.line AS fact_line,
       coalesce(printf('descriptor %d of process %d, which runs %s', o.fd, o.pid, p.program), 'no process that was read holds that port') AS other,
       o.member_id AS other_member_id, o.line AS other_line
FROM (SELECT snapshot_id, member_id, line, net_namespace, port_id, printf('queue %d', queue_number) AS subject FROM proc_net_nfnetlink_queue
      WHERE snapshot_id = ?1
      UNION ALL
      SELECT snapshot_id, member_id, line, net_namespace, port_id, printf('log group %d', group_number) FROM proc_net_nfnetlink_log
      WHERE snapshot_id = ?1) AS q
LEFT JOIN sockets AS s ON s.snapshot_id = ?1 AND s.net_namespace = q.net_namespace AND s.family = 16 AND s.protocol = 12 AND s.local_port = q.port_id
LEFT JOIN socket_owners AS o ON o.snapshot_id = ?1 AND o.socket_id = s.socket_id
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = o.pid
