-- The inode of the other end of a unix socket, as the message ?2 of the dump ?1 says.
SELECT peer FROM diag_unix WHERE member_id = ?1 AND line = ?2 AND peer > 0;
