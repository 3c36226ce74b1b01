-- The socket of number ?2, where snapshot ?1 has it.
SELECT socket_id FROM sockets WHERE snapshot_id = ?1 AND socket_id = ?2;
