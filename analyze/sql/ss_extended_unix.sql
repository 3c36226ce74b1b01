-- ss -e of a unix socket.
SELECT trim(iif(d.shutdown IS NOT NULL, iif(d.shutdown & 1, '-', '<') || '-' || iif(d.shutdown & 2, '-', '>'), '')
            || iif(d.vfs_inode IS NOT NULL, printf(' ino:%u dev:%u/%u', d.vfs_inode, d.vfs_device >> 20, d.vfs_device & 1048575), '')
            || iif(d.state = 10, ' peers:' || coalesce((SELECT group_concat(' ' || w.client_inode, '') FROM diag_unix_waiting AS w
                                                        WHERE w.member_id = d.member_id AND w.line = d.line), ''), ''))
FROM diag_unix AS d WHERE d.member_id = ?1 AND d.line = ?2;
