-- The interfaces of namespace ?1, all of them where ?2, else those that are up, and the labels of further addresses, which have no
-- counters.  The counters come from /proc/net/dev, which netstat reads, or from the dump.  The address of an interface is the first one
-- that has its name for a label, as for SIOCGIFADDR.
WITH link AS (
    SELECT interface_name, interface_index, mtu, flags, type, mac, tx_queue_length, rx_packets, rx_bytes, rx_errors, rx_dropped, tx_packets,
           tx_bytes, tx_errors, tx_dropped, collisions, max((member_id << 32) + line)
    FROM rtnl_link WHERE net_namespace = ?1 AND interface_name IS NOT NULL GROUP BY interface_name
),
dev AS (
    SELECT *, max((member_id << 32) + line) FROM proc_net_dev WHERE net_namespace = ?1 GROUP BY interface_name
),
found AS (
    SELECT interface_name FROM link UNION SELECT interface_name FROM dev
),
inet AS (
    SELECT interface_index, label, address, prefix_length, broadcast, coalesce(peer_address, address) AS peer,
           min((member_id << 32) + line)
    FROM rtnl_address WHERE net_namespace = ?1 AND family = 2 GROUP BY interface_index, label
),
listed AS (
    SELECT f.interface_name, l.mtu, coalesce(d.rx_packets, l.rx_packets) AS rx_ok, coalesce(d.rx_errors, l.rx_errors) AS rx_errors,
           coalesce(d.rx_dropped, l.rx_dropped) AS rx_dropped, d.rx_fifo AS rx_overruns,
           coalesce(d.tx_packets, l.tx_packets) AS tx_ok, coalesce(d.tx_errors, l.tx_errors) AS tx_errors,
           coalesce(d.tx_dropped, l.tx_dropped) AS tx_dropped, d.tx_fifo AS tx_overruns, l.flags, l.interface_index, l.type, l.mac,
           l.tx_queue_length, coalesce(d.rx_bytes, l.rx_bytes) AS rx_bytes, d.rx_frame, coalesce(d.tx_bytes, l.tx_bytes) AS tx_bytes,
           d.tx_carrier, coalesce(d.tx_collisions, l.collisions) AS collisions
    FROM found AS f
    LEFT JOIN link AS l ON l.interface_name = f.interface_name
    LEFT JOIN dev AS d ON d.interface_name = f.interface_name
    UNION
    SELECT a.label, l.mtu, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, l.flags, l.interface_index, l.type, l.mac,
           l.tx_queue_length, NULL, NULL, NULL, NULL, NULL
    FROM inet AS a
    JOIN link AS l ON l.interface_index = a.interface_index
    WHERE a.label <> l.interface_name
)
SELECT i.interface_name, i.mtu, i.rx_ok, i.rx_errors, i.rx_dropped, i.rx_overruns, i.tx_ok, i.tx_errors, i.tx_dropped, i.tx_overruns,
       i.flags, i.interface_index, i.type, i.mac, i.tx_queue_length, i.rx_bytes, i.rx_frame, i.tx_bytes, i.tx_carrier, i.collisions,
       a.address, a.prefix_length, a.broadcast, a.peer
FROM listed AS i
LEFT JOIN inet AS a ON a.interface_index = i.interface_index AND a.label = i.interface_name
WHERE ?2 OR i.flags IS NULL OR i.flags & 1
ORDER BY i.interface_name;
