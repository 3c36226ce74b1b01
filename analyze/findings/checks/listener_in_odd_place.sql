-- title: a listener whose program or working directory is where anybody can write, or hidden
-- severity: medium
-- attack: T1571
-- facts: the process listens beyond the loopback; its executable or its working directory is below /tmp, /var/tmp, /dev/shm or a hidden directory
-- ruled out: listeners on loopback alone
-- not excludable: developers' own servers
-- on the host: ss -tlnp; ls -l /proc/PID/exe /proc/PID/cwd
SELECT o.pid, printf('process %d listens on %s port %d and runs %s in %s', o.pid, s.local_address, s.local_port, coalesce(p.program, '?'), coalesce(d.target, '?'))
           AS what,
       printf('listener on %s port %d, socket %d', s.local_address, s.local_port, s.inode) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       iif(p.place IN ('temporary', 'hidden', 'memory'), printf('it runs %s', p.program), printf('its working directory is %s', d.target)) AS other,
       iif(p.place IN ('temporary', 'hidden', 'memory'), p.member_id, d.member_id) AS other_member_id,
       iif(p.place IN ('temporary', 'hidden', 'memory'), p.line, d.line) AS other_line
FROM sockets AS s
JOIN socket_owners AS o ON o.snapshot_id = ?1 AND o.socket_id = s.socket_id
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = o.pid
LEFT JOIN process_links AS d ON d.snapshot_id = ?1 AND d.pid = o.pid AND d.tid = d.pid AND d.link = 'cwd'
WHERE s.snapshot_id = ?1 AND s.state = 'LISTEN' AND s.family IN (2, 10) AND s.local_address NOT GLOB '127.*' AND s.local_address NOT IN ('::1', '::ffff:127.0.0.1')
  AND (p.place IN ('temporary', 'hidden', 'memory')
       OR d.target || '/' GLOB '/tmp/*' OR d.target || '/' GLOB '/var/tmp/*' OR d.target || '/' GLOB '/dev/shm/*' OR d.target GLOB '*/.*')
