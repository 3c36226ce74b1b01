-- title: a program whose file is gone, or that never was a file, holds a network socket
-- severity: medium
-- attack: T1070.004
-- facts: the executable of the process is deleted, or an anonymous memory file; the process holds a socket of TCP, UDP, SCTP, raw IP or packets.
--   It is of high severity where the file was in a place where anybody can write, or a memory file's peer has a public address
-- ruled out: a program of the system that waits to be started again after an upgrade, which is of low severity where another program is at its
--   path now, or where that is not known; the copy that runc and crun make
--   of themselves; AppImages
-- not excludable: a runtime that seals itself into memory; an installer that deletes itself
-- on the host: cp /proc/PID/exe copy-of-program; sha256sum copy-of-program
-- only if: process_programs WHERE snapshot_id = ?1 AND deleted
SELECT p.pid,
       CASE WHEN p.place IN ('temporary', 'hidden') THEN 'high'
            WHEN p.place = 'memory' AND EXISTS (SELECT 1 FROM socket_owners AS r
                                                JOIN inet_sockets AS e ON e.socket_id = r.socket_id AND e.remote_port > 0 AND e.remote_class = 'public'
                                                WHERE r.snapshot_id = ?1 AND r.pid = p.pid) THEN 'high'
            WHEN p.place = 'system' AND coalesce(p.fate, 'upgraded') = 'upgraded' THEN 'low' END AS severity,
       printf('process %d runs %s and holds a network socket', p.pid, p.program) AS what,
       printf('the executable is %s', p.program)
         || CASE p.fate WHEN 'upgraded' THEN ', and another program is at its path now' WHEN 'replaced' THEN ', and something else is at its path now'
                        WHEN 'deleted' THEN ', and nothing is at its path now' WHEN 'linked_elsewhere' THEN ', and its file has another name' ELSE '' END
         AS fact, p.member_id AS fact_member_id, p.line AS fact_line,
       printf('descriptor %d is socket:[%d]', f.fd, f.inode) AS other, f.member_id AS other_member_id, f.line AS other_line
FROM process_programs AS p
JOIN process_fds AS f ON f.snapshot_id = ?1 AND f.pid = p.pid AND f.type = 'socket'
JOIN sockets AS s ON s.snapshot_id = ?1 AND s.inode = f.inode AND s.family IN (2, 10, 17)
WHERE p.snapshot_id = ?1 AND p.deleted
  AND p.file_name NOT IN ('memfd:runc_cloned:', 'memfd:crun_cloned') AND p.program NOT GLOB '/memfd:runc_cloned:*'
  AND p.program NOT GLOB '/tmp/.mount_*'
GROUP BY p.pid
