-- The interfaces of namespace ?1, all of them where ?2, else those that are up, and the labels of further addresses, which have no
-- counters.  The counters come from /proc/net/dev, which netstat reads, or from the dump.
WITH link AS (
    SELECT interface_name, interface_index, mtu, flags, rx_packets, rx_errors, rx_dropped, tx_packets, tx_errors, tx_dropped,
           max((member_id << 32) + line)
    FROM rtnl_link WHERE net_namespace = ?1 AND interface_name IS NOT NULL GROUP BY interface_name
),
dev AS (
    SELECT *, max((member_id << 32) + line) FROM proc_net_dev WHERE net_namespace = ?1 GROUP BY interface_name
),
found AS (
    SELECT interface_name FROM link UNION SELECT interface_name FROM dev
)
SELECT interface_name, mtu, rx_ok, rx_errors, rx_dropped, rx_overruns, tx_ok, tx_errors, tx_dropped, tx_overruns, flags
FROM (SELECT f.interface_name, l.mtu, coalesce(d.rx_packets, l.rx_packets) AS rx_ok,
             coalesce(d.rx_errors + d.rx_frame, l.rx_errors) AS rx_errors, coalesce(d.rx_dropped, l.rx_dropped) AS rx_dropped,
             d.rx_fifo AS rx_overruns, coalesce(d.tx_packets, l.tx_packets) AS tx_ok,
             coalesce(d.tx_errors, l.tx_errors) AS tx_errors, coalesce(d.tx_dropped, l.tx_dropped) AS tx_dropped,
             d.tx_fifo AS tx_overruns, l.flags
      FROM found AS f
      LEFT JOIN link AS l ON l.interface_name = f.interface_name
      LEFT JOIN dev AS d ON d.interface_name = f.interface_name
      UNION
      SELECT a.label, l.mtu, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, l.flags
      FROM rtnl_address AS a
      JOIN link AS l ON l.interface_index = a.interface_index
      WHERE a.net_namespace = ?1 AND a.label <> l.interface_name)
WHERE ?2 OR flags IS NULL OR flags & 1
ORDER BY interface_name;
