-- Socket ?2 of snapshot ?1 in words, without a number that only this database knows.
SELECT printf('%s%s%s%s, inode %d%s, %s', coalesce(s.protocol_name, s.family_name, 'of an unknown family'),
              coalesce(' ' || CASE WHEN s.family = 10 THEN '[' || s.local_address || ']' ELSE s.local_address END
                       || coalesce(':' || s.local_port, ''), ' ' || s.path, ''),
              coalesce(' -> ' || CASE WHEN s.family = 10 THEN '[' || s.remote_address || ']' ELSE s.remote_address END
                       || coalesce(':' || s.remote_port, ''), ''),
              coalesce(' ' || s.state, ''), s.inode, coalesce(', network namespace ' || s.net_namespace, ''),
              coalesce('held by ' || (SELECT group_concat(holder, ', ')
                                      FROM (SELECT printf('process %d (%s) as descriptor %d', o.pid, coalesce(p.comm, '?'), o.fd) AS holder
                                            FROM socket_owners AS o
                                            LEFT JOIN process_stat AS p ON p.snapshot_id = ?1 AND p.pid = o.pid AND p.tid = o.pid
                                            WHERE o.snapshot_id = ?1 AND o.socket_id = ?2
                                            ORDER BY o.pid, o.tid, o.fd)), 'no holder: ' || s.ownership)) AS words
FROM sockets AS s
WHERE s.snapshot_id = ?1 AND s.socket_id = ?2;
