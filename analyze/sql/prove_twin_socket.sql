-- The socket of snapshot ?1 that prove_key_socket.sql means.
SELECT s.socket_id FROM sockets AS s JOIN members AS m USING (member_id)
WHERE s.snapshot_id = ?1 AND s.inode = ?2 AND m.path = ?3 AND s.line = ?4;
