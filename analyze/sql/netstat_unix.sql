-- The unix sockets that netstat lists.  ?1 is not used; ?2 which: 0 all, 1 servers, 2 all but these; ?3 a namespace, NULL for all.
SELECT s.net_namespace, s.inode, s.ownership, s.kernel_holder, u.ref_count, coalesce(u.flags, (s.state = 'LISTENING') << 16),
       upper(s.type), iif(s.state = 'UNCONNECTED', '', s.state), s.path
FROM sockets AS s
LEFT JOIN proc_net_unix AS u ON u.member_id = s.member_id AND u.line = s.line
WHERE s.family = 1 AND s.net_namespace IS NOT NULL AND s.ownership NOT IN ('collector', 'forged')
  AND (?2 = 0 OR (s.state = 'LISTENING') = (?2 = 1)) AND (?3 IS NULL OR s.net_namespace = ?3)
ORDER BY s.net_namespace, s.member_id, s.line;
