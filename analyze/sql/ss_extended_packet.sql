-- ss -e of a packet socket.
SELECT iif(uid, printf('uid:%u ', uid), '') || printf('ino:%u sk:%x', inode, cookie)
FROM diag_packet WHERE member_id = ?1 AND line = ?2
UNION ALL
SELECT iif(uid, printf('uid:%u ', uid), '') || printf('ino:%u', inode)
FROM proc_net_packet WHERE ?1 IS NULL AND member_id = ?3 AND line = ?4;
