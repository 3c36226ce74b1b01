-- ss -e of an xdp socket.
SELECT iif(uid, printf('uid:%u ', uid), '') || printf('ino:%u sk:%x', inode, cookie) FROM diag_xdp WHERE member_id = ?1 AND line = ?2;
