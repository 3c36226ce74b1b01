-- The sockets of snapshot ?1 with inode ?2.
SELECT socket_id FROM sockets WHERE snapshot_id = ?1 AND inode = ?2 ORDER BY socket_id;
