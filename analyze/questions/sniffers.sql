-- Who has packet sockets: one of all protocols, of all interfaces (0) or without a filter, may be a sniffer.
SELECT k.snapshot_id, n.host, o.pid, p.name, p.path, k.protocol_name AS protocol, k.interface_index, k.interface_name, k.type, k.filter_instructions,
       k.net_namespace, k.ownership
FROM packet_sockets AS k
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN socket_owners AS o ON o.snapshot_id = k.snapshot_id AND o.socket_id = k.socket_id
LEFT JOIN processes AS p ON p.snapshot_id = o.snapshot_id AND p.pid = o.pid
ORDER BY k.snapshot_id, o.pid;
