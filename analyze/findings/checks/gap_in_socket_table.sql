-- title: a table of TCP sockets from which rows were taken out
-- severity: high
-- attack: T1014
-- facts: the kernel numbers the rows of /proc/net/tcp and tcp6 from 0 as it goes through the sockets; the number of the last row is greater than the
--   number of rows before it, so some were counted and are not there, as where a module hooks the function that prints one
-- ruled out: sockets that come and go while the table is read, for which the kernel goes on counting where it was; tables that were not read to their
--   end; rows that are not understood, which are rows
-- not excludable: rows behind the last one that is there, which leave no gap
-- on the host: cut -d: -f1 /proc/net/tcp, of which each line is one more than the one before; ss -tan beside it
-- reads: net/*/before/tcp
SELECT m.path AS subject, printf('%d rows are missing in %s', r.sl + 2 - r.line, m.path) AS what,
       printf('the last row of %s has the number %d', m.path, r.sl) AS fact, r.member_id AS fact_member_id, r.line AS fact_line,
       printf('before it are %d rows', r.line - 2) AS other, r.member_id AS other_member_id, r.line AS other_line
FROM members AS m
JOIN proc_net_inet AS r ON r.snapshot_id = ?1 AND r.member_id = m.member_id AND r.protocol = 6
 AND r.line = (SELECT max(l.line) FROM proc_net_inet AS l WHERE l.snapshot_id = ?1 AND l.member_id = m.member_id)
WHERE m.snapshot_id = ?1 AND m.path GLOB 'net/*/tcp*' AND m.state = 'ok' AND r.sl + 2 > r.line
