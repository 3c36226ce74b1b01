-- The inet sockets that netstat lists, each with its kind: the place of its protocol in netstat's order, and of IPv6 behind IPv4.
-- ?1 the kinds that are wanted, a bit each; ?2 which: 0 all, 1 servers, 2 all but these; ?3 a namespace, NULL for all.
--
-- netstat takes for a server what has no peer.  A TCP socket that is only bound is in no table that netstat reads: it is neither.
-- The kernel's numbers come from the row that was read last, in the text table or else in the dump; `sockets` has the maximum
-- backlog of a listener as send_q, as ss prints it, and netstat does not.
WITH listed AS (
    SELECT CASE s.protocol WHEN 6 THEN 0 WHEN 132 THEN 2 WHEN 17 THEN 4 WHEN 136 THEN 6 WHEN 255 THEN 8 END
               + (s.family = 10) AS kind,
           CASE s.protocol WHEN 6 THEN iif(s.state = 'CLOSED', NULL, s.remote_port = 0) WHEN 132 THEN s.state = 'LISTEN'
                ELSE s.remote_ip IN (x'00000000', x'00000000000000000000000000000000') END AS server,
           s.net_namespace, s.inode, s.uid, s.ownership, s.kernel_holder, s.local_address, s.local_port, s.remote_address,
           s.remote_port,
           CASE s.protocol WHEN 255 THEN CASE s.state WHEN 'ESTABLISHED' THEN '1' ELSE '7' END
                WHEN 17 THEN iif(s.state = 'UNCONNECTED', '', s.state) WHEN 136 THEN iif(s.state = 'UNCONNECTED', '', s.state)
                ELSE iif(s.state = 'CLOSED', 'CLOSE', s.state) END AS state,
           coalesce(r.rx_queue, s.recv_q, 0) AS recv_q,
           coalesce(r.tx_queue, iif(s.state = 'LISTEN', 0, s.send_q), 0) AS send_q,
           coalesce(r.timer, d.timer) AS timer,
           coalesce(CAST(r.timer_expires AS REAL) / coalesce((SELECT clock_ticks FROM snapshots), 100), d.expires / 1000.0)
               AS seconds,
           iif(s.protocol = 6, coalesce(r.retransmits, d.retrans), 0) AS retransmits, coalesce(r.timeout, 0) AS probes,
           s.member_id, s.line
    FROM sockets AS s
    LEFT JOIN proc_net_inet AS r ON r.member_id = s.member_id AND r.line = s.line
    LEFT JOIN diag_inet AS d ON d.member_id = s.member_id AND d.line = s.line
    WHERE s.family IN (2, 10) AND s.protocol IN (6, 17, 132, 136, 255) AND s.net_namespace IS NOT NULL
      AND s.ownership <> 'collector'
)
SELECT kind, net_namespace, inode, uid, ownership, kernel_holder, local_address, local_port, remote_address, remote_port, state,
       recv_q, send_q, timer, seconds, retransmits, probes
FROM listed
WHERE (?1 >> kind) & 1 AND (?2 = 0 OR server = (?2 = 1)) AND (?3 IS NULL OR net_namespace = ?3)
ORDER BY kind, net_namespace, member_id, line;
