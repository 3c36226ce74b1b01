-- The counters of namespace ?1 that netstat -s prints, in its order: of IPv4 and all above it where ?2, else of IPv6.
SELECT counter_group, name, value
FROM (SELECT CASE file WHEN 'snmp' THEN 1 WHEN 'netstat' THEN 2 ELSE 3 END AS rank, member_id, line, ordinal,
             coalesce(counter_group, 'Sctp') AS counter_group, name, value
      FROM net_counters
      WHERE net_namespace = ?1 AND file IN ('snmp', 'netstat', 'sctp/snmp') AND ?2
      UNION ALL
      -- A name in snmp6 begins with the protocol, up to its 6.
      SELECT iif(file = 'snmp6', 1, 2), member_id, line, ordinal, coalesce(counter_group, substr(name, 1, instr(name, '6'))), name,
             value
      FROM net_counters
      WHERE net_namespace = ?1 AND (file = 'snmp6' OR (file = 'snmp' AND counter_group = 'Tcp')) AND NOT ?2)
ORDER BY rank, member_id, line, ordinal;
