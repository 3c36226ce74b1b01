-- The inode of the other end of a connection within the namespace ?1: family, protocol, local and remote end are those of this end.
SELECT inode FROM sockets
WHERE local_port = ?6 AND remote_port = ?5 AND net_namespace = ?1 AND family = ?2 AND protocol = ?3 AND local_ip = ?7
  AND remote_ip = ?4 AND inode > 0;
