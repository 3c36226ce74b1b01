-- title: a program that has nothing loaded and talks to the network
-- severity: weak
-- attack: T1095
-- facts: the process holds a connected socket; it has mapped no library
-- ruled out: programs of the system
-- not excludable: programs that are linked statically, as those of Go are
-- on the host: cat /proc/PID/maps
-- reads: proc/*/maps
SELECT p.pid, printf('process %d runs %s without any library, and is connected to %s:%d', p.pid, p.program, o.remote_address, o.remote_port)
           AS what,
       'none of its mappings is of a library' AS fact, m.member_id AS fact_member_id,
       printf('descriptor %d is a socket connected to %s:%d', o.fd, o.remote_address, o.remote_port) AS other, s.member_id AS other_member_id,
       s.line AS other_line
FROM process_programs AS p
CROSS JOIN members AS m ON m.snapshot_id = ?1 AND m.path = 'proc/' || p.pid || '/maps' AND m.state = 'ok'
CROSS JOIN process_open_sockets AS o ON o.snapshot_id = ?1 AND o.pid = p.pid AND o.family IN (2, 10) AND o.remote_port > 0
JOIN sockets AS s ON s.socket_id = o.socket_id
WHERE p.snapshot_id = ?1 AND p.place <> 'system'
  AND NOT EXISTS (SELECT 1 FROM process_maps AS x WHERE x.snapshot_id = ?1 AND x.pid = p.pid AND x.path GLOB '*.so*')
GROUP BY p.pid
