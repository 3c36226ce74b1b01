-- Where the rows of a port come from: the archive, the member in it, the line, and the digest of the member.
-- :port  the local port
SELECT s.snapshot_id, n.host, s.protocol_name AS protocol, s.local_address, s.local_port, s.remote_address, s.remote_port, s.state,
       n.archive_name, n.directory || '/' || m.path AS member, s.line, m.sha256, m.verified
FROM sockets AS s
JOIN snapshots AS n USING (snapshot_id)
JOIN members AS m ON m.snapshot_id = s.snapshot_id AND m.member_id = s.member_id
WHERE s.local_port = :port AND s.family IN (2, 10)
ORDER BY s.snapshot_id, m.path, s.line;
