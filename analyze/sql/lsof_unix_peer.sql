-- The inodes of the other ends of a unix socket, as the message ?2 of the dump ?1 says: its peer, or the clients that wait for a listener.
SELECT peer FROM diag_unix WHERE member_id = ?1 AND line = ?2 AND peer > 0
UNION ALL
SELECT client_inode FROM diag_unix_waiting WHERE member_id = ?1 AND line = ?2 AND client_inode > 0;
