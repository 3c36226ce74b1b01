-- By what socket ?2 of snapshot ?1 is known in every database.
SELECT s.inode, m.path, s.line FROM sockets AS s JOIN members AS m USING (member_id) WHERE s.snapshot_id = ?1 AND s.socket_id = ?2;
