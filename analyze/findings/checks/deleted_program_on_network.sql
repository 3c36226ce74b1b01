-- title: a program whose file is gone, or that never was a file, holds a network socket
-- severity: medium
-- attack: T1070.004
-- facts: the executable of the process is deleted, or an anonymous memory file; the process holds a socket of TCP, UDP, SCTP, raw IP or packets
-- ruled out: a program of the system (/usr, /bin, /sbin, /lib, /opt, /snap, /nix) that waits to be started again after an upgrade: that is of
--   low severity; the copy that runc makes of itself
-- not excludable: a runtime that seals itself into memory; an installer that deletes itself; an AppImage
-- on the host: cp /proc/PID/exe copy-of-program; sha256sum copy-of-program
SELECT l.pid,
       CASE WHEN l.target GLOB '/memfd:*' AND EXISTS (SELECT 1 FROM process_open_sockets AS r
                                                      WHERE r.snapshot_id = ?1 AND r.pid = l.pid AND r.remote_port > 0
                                                        AND r.remote_address NOT IN ('127.0.0.1', '::1')) THEN 'high'
            WHEN l.target GLOB '/memfd:*' THEN 'medium'
            WHEN l.target GLOB '/tmp/*' OR l.target GLOB '/var/tmp/*' OR l.target GLOB '/dev/shm/*' OR l.target GLOB '/run/*'
                 OR l.target GLOB '*/.*' THEN 'high'
            WHEN l.target GLOB '/usr/*' OR l.target GLOB '/bin/*' OR l.target GLOB '/sbin/*' OR l.target GLOB '/lib*' OR l.target GLOB '/opt/*'
                 OR l.target GLOB '/snap/*' OR l.target GLOB '/nix/*' THEN 'low'
            END AS severity,
       printf('process %d runs %s and holds a network socket', l.pid, l.target) AS what,
       printf('the executable is %s', l.target) AS fact, l.member_id AS fact_member_id, l.line AS fact_line,
       printf('descriptor %d is socket:[%d]', f.fd, f.inode) AS other, f.member_id AS other_member_id, f.line AS other_line
FROM process_links AS l
JOIN process_fds AS f ON f.snapshot_id = ?1 AND f.pid = l.pid AND f.type = 'socket'
JOIN sockets AS s ON s.snapshot_id = ?1 AND s.inode = f.inode AND s.family IN (2, 10, 17)
WHERE l.snapshot_id = ?1 AND l.link = 'exe' AND l.tid = l.pid
  AND (substr(l.target, -10) = ' (deleted)' OR l.target GLOB '/memfd:*')
  AND l.target NOT IN ('/memfd:runc_cloned:/proc/self/exe (deleted)', '/memfd:crun_cloned (deleted)')
  AND l.target NOT GLOB '/tmp/.mount_*'
GROUP BY l.pid
