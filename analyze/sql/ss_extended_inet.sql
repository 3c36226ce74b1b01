-- ss -e of an inet socket.
SELECT iif(uid, printf('uid:%u ', uid), '') || printf('ino:%u sk:%x', inode, cookie) || iif(mark, printf(' fwmark:0x%x', mark), '')
       || iif(cgroup_id, printf(' cgroup:unreachable:%x', cgroup_id), '')
       || iif(family = 10 AND v6only IS NOT NULL, ' v6only:' || v6only, '')
       || iif(shutdown IS NOT NULL, ' ' || iif(shutdown & 1, '-', '<') || '-' || iif(shutdown & 2, '-', '>'), '')
FROM diag_inet WHERE member_id = ?1 AND line = ?2
UNION ALL
SELECT iif(uid, printf('uid:%u ', uid), '') || printf('ino:%u', inode)
FROM proc_net_inet WHERE ?1 IS NULL AND member_id = ?3 AND line = ?4;
