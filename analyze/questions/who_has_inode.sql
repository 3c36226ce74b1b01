-- Who holds the socket with an inode number, as ls -l /proc/PID/fd shows it, and where that is written.
-- :inode  the number in socket:[N]
SELECT s.snapshot_id, n.host, o.pid, o.tid, o.fd, p.name, s.family_name AS family, s.protocol_name AS protocol, s.state, s.local_address,
       s.local_port, s.remote_address, s.remote_port, s.path, s.ownership, m.path AS member, o.line
FROM sockets AS s
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN socket_owners AS o ON o.snapshot_id = s.snapshot_id AND o.socket_id = s.socket_id
LEFT JOIN processes AS p ON p.snapshot_id = o.snapshot_id AND p.pid = o.pid
LEFT JOIN members AS m ON m.snapshot_id = o.snapshot_id AND m.member_id = o.member_id
WHERE s.inode = :inode
ORDER BY s.snapshot_id, o.pid, o.tid, o.fd;
