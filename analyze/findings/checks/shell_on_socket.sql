-- title: a program reads its commands from a network connection, and answers there
-- severity: high
-- attack: T1059.004
-- facts: descriptors 0, 1 and 2 of the process are one socket of TCP, UDP or SCTP that is connected; the program is a shell. Of an interpreter, or any
--   other program, the severity is medium
-- ruled out: what inetd, xinetd, tcpserver or a systemd unit with Accept=yes starts, by the name of the parent and of the unit
-- not excludable: a server that hands its connection to a script as standard input on purpose, as daemons of rsync and git may
-- on the host: ls -l /proc/PID/fd; ss -tnp
-- only if: process_fds WHERE snapshot_id = ?1 AND fd = 0 AND type = 'socket'
SELECT z.pid,
       iif(EXISTS (SELECT 1 FROM program_kinds AS k WHERE k.kind = 'shell' AND p.file_name GLOB k.pattern), NULL, 'medium') AS severity,
       printf('%s, process %d, has the connection %s:%d to %s:%d as standard input, output and error', p.file_name, z.pid, s.local_address,
              s.local_port, s.remote_address, s.remote_port) AS what,
       printf('descriptors 0, 1 and 2 of process %d are socket:[%d]', z.pid, z.inode) AS fact,
       z.member_id AS fact_member_id, z.line AS fact_line,
       printf('it runs %s', p.program) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_programs AS p
CROSS JOIN process_fds AS z ON z.snapshot_id = ?1 AND z.pid = p.pid AND z.fd = 0 AND z.tid = z.pid AND z.type = 'socket'
CROSS JOIN process_fds AS o ON o.snapshot_id = ?1 AND o.pid = z.pid AND o.fd = 1 AND o.tid = z.tid AND o.inode = z.inode AND o.type = 'socket'
CROSS JOIN process_fds AS t ON t.snapshot_id = ?1 AND t.pid = z.pid AND t.fd = 2 AND t.tid = z.tid AND t.inode = z.inode AND t.type = 'socket'
JOIN sockets AS s ON s.snapshot_id = ?1 AND s.inode = z.inode AND s.family IN (2, 10) AND s.remote_port > 0
JOIN process_stat AS i ON i.snapshot_id = ?1 AND i.pid = p.pid AND i.tid = i.pid
WHERE p.snapshot_id = ?1
  AND NOT EXISTS (SELECT 1 FROM process_stat AS d
                  WHERE d.snapshot_id = ?1 AND d.pid = i.ppid AND d.tid = d.pid
                    AND d.comm IN ('inetd', 'xinetd', 'tcpserver', 'rlinetd', 'busybox'))
  AND NOT EXISTS (SELECT 1 FROM process_cgroups AS c
                  WHERE c.snapshot_id = ?1 AND c.pid = p.pid AND c.cgroup_path GLOB '*@*.service*')
