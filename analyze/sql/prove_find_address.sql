-- The sockets of snapshot ?1 with port ?2 at one of their ends, at the address ?3 where that is not *.
SELECT socket_id
FROM sockets
WHERE snapshot_id = ?1 AND family IN (2, 10)
  AND ((local_port = ?2 AND ?3 IN (local_address, '*')) OR (remote_port = ?2 AND ?3 IN (remote_address, '*')))
ORDER BY socket_id;
