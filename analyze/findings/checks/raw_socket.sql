-- title: a raw IP socket
-- severity: low
-- attack: T1095
-- facts: the process holds a raw IP socket, which receives every packet of a protocol, past all ports
-- ruled out: programs that are known to need one (program_kinds: raw)
-- not excludable: routing daemons and network tools that nobody has listed
-- on the host: ss -w -a -p
-- only if: sockets WHERE snapshot_id = ?1 AND protocol = 255 AND family IN (2, 10)
SELECT o.pid,
       CASE WHEN p.out_of_place THEN 'high'
            WHEN r.ip_protocol IN (1, 6, 17, 255) THEN 'medium' END AS severity,
       printf('process %d (%s) holds a raw socket of IP protocol %d', o.pid, coalesce(p.file_name, '?'), r.ip_protocol) AS what,
       printf('raw socket %d of protocol %d', r.inode, r.ip_protocol) AS fact, r.member_id AS fact_member_id, r.line AS fact_line,
       printf('descriptor %d of process %d, which runs %s', o.fd, o.pid, coalesce(p.program, '?')) AS other,
       o.member_id AS other_member_id, o.line AS other_line
FROM raw_sockets AS r
JOIN socket_owners AS o ON o.snapshot_id = ?1 AND o.socket_id = r.socket_id
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = o.pid
WHERE r.snapshot_id = ?1
  AND (coalesce(p.place, '') <> 'system' OR p.out_of_place
       OR NOT EXISTS (SELECT 1 FROM program_kinds AS k WHERE k.kind = 'raw' AND p.file_name GLOB k.pattern))
