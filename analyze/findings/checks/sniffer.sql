-- title: a packet socket that sees traffic of others
-- severity: medium
-- attack: T1040
-- facts: the process holds a packet socket, which receives every protocol, or has a filter that picks packets. It is of high severity where the file
--   of the program is gone or in a place where anybody can write, where it calls itself a kernel thread, where it is of root and its environment is
--   empty, or where the filter is that of BPFDoor, which waits for two numbers: udp[8:2]=0x7255 or icmp[8:2]=0x7255 or
--   tcp[((tcp[12]&0xf0)>>2):2]=0x5293
-- ruled out: programs of the system that are known to need one (program_kinds: packets), which are of low severity, also where their file was replaced
--   by an upgrade
-- not excludable: a monitoring program that nobody has listed
-- on the host: ss -0 -p -b; ls -l /proc/PID/exe
-- only if: sockets WHERE snapshot_id = ?1 AND family = 17
SELECT o.pid,
       CASE WHEN p.out_of_place OR n.comm GLOB '[[]*'
                 OR EXISTS (SELECT 1 FROM process_values AS v
                            WHERE v.snapshot_id = ?1 AND v.pid = o.pid AND v.file = 'cmdline' AND v.value GLOB '[[]*]*') THEN 'high'
            WHEN EXISTS (SELECT 1 FROM packet_filters AS b
                         WHERE b.snapshot_id = ?1 AND b.socket_id = k.socket_id
                           -- jeq, as it is written for the machine
                           AND (b.listing || ',' GLOB '*0x15 [0-9]* [0-9]* 29269,*' OR b.listing || ',' GLOB '*0x15 [0-9]* [0-9]* 21139,*'))
                 THEN 'high'
            WHEN p.place = 'system' AND EXISTS (SELECT 1 FROM program_kinds AS k WHERE k.kind = 'packets' AND p.file_name GLOB k.pattern) THEN 'low'
            WHEN EXISTS (SELECT 1 FROM members AS e JOIN process_status AS r ON r.snapshot_id = ?1 AND r.pid = o.pid AND r.tid = r.pid AND r.euid = 0
                             WHERE e.snapshot_id = ?1 AND e.path = 'proc/' || o.pid || '/environ' AND e.state = 'empty') THEN 'high' END AS severity,
       printf('process %d (%s) receives packets of %s on %s', o.pid, coalesce(p.file_name, '?'),
              iif(k.protocol = 3, 'every protocol', printf('ethertype 0x%04x', k.protocol)),
              iif(k.interface_index > 0, printf('interface %d of namespace %d', k.interface_index, k.net_namespace),
                  printf('all interfaces of namespace %d', k.net_namespace))) AS what,
       printf('packet socket %d: protocol 0x%04x, %s', k.inode, k.protocol,
              iif(k.filter_instructions > 0, printf('a filter of %d instructions', k.filter_instructions), 'no filter')) AS fact,
       k.member_id AS fact_member_id, k.line AS fact_line,
       printf('descriptor %d of process %d, which runs %s', o.fd, o.pid, coalesce(p.program, '?')) AS other,
       o.member_id AS other_member_id, o.line AS other_line
FROM packet_sockets AS k
JOIN socket_owners AS o ON o.snapshot_id = ?1 AND o.socket_id = k.socket_id
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = o.pid
LEFT JOIN process_stat AS n ON n.snapshot_id = ?1 AND n.pid = o.pid AND n.tid = n.pid
WHERE k.snapshot_id = ?1 AND (k.protocol = 3 OR k.filter_instructions > 0)
