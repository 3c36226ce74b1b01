-- title: two programs that have nothing to do with each other hold one listener
-- severity: medium
-- attack: T1205
-- facts: two processes hold the same listening socket; they run different programs, and neither comes from the other
-- ruled out: a parent that hands it to its children (systemd, inetd, docker-proxy), by the ancestors; what is of one session or one service; threads
--   and workers of one program
-- not excludable: a program that got the socket of the one that it replaces, over a unix socket
-- on the host: ss -tlnp; ls -l /proc/PID/fd
-- only if: sockets WHERE snapshot_id = ?1 AND state = 'LISTEN' AND family IN (2, 10) AND inode > 0
WITH RECURSIVE
shared AS MATERIALIZED ( -- few: the listeners with more than one holder
    SELECT s.socket_id, s.inode, s.local_address, s.local_port
    FROM sockets AS s
    WHERE s.snapshot_id = ?1 AND s.state = 'LISTEN' AND s.family IN (2, 10) AND s.inode > 0
      AND 1 < (SELECT count(DISTINCT o.pid) FROM process_fds AS o WHERE o.snapshot_id = ?1 AND o.inode = s.inode AND o.type = 'socket')),
held AS MATERIALIZED (
    SELECT h.inode, h.local_address, h.local_port, f.pid, min(f.fd) AS fd, f.member_id, f.line, p.program, p.out_of_place, t.session,
           (SELECT max(c.cgroup_path) FROM process_cgroups AS c
            WHERE c.snapshot_id = ?1 AND c.pid = f.pid AND c.cgroup_path GLOB '*.service*') AS service
    FROM shared AS h
    CROSS JOIN process_fds AS f ON f.snapshot_id = ?1 AND f.inode = h.inode AND f.type = 'socket'
    JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = f.pid
    JOIN process_stat AS t ON t.snapshot_id = ?1 AND t.pid = f.pid AND t.tid = f.pid
    GROUP BY h.inode, f.pid),
above (pid, ancestor, depth) AS (
    SELECT DISTINCT h.pid, t.ppid, 0 FROM held AS h JOIN process_stat AS t ON t.snapshot_id = ?1 AND t.pid = h.pid AND t.tid = h.pid
    UNION ALL
    SELECT a.pid, t.ppid, a.depth + 1 FROM above AS a
    JOIN process_stat AS t ON t.snapshot_id = ?1 AND t.pid = a.ancestor AND t.tid = a.ancestor
    WHERE a.depth < 64) -- a forged snapshot may have a loop
SELECT b.pid, iif(a.out_of_place OR b.out_of_place, 'high', NULL)
           AS severity,
       printf('processes %d and %d both hold the listener on %s port %d', a.pid, b.pid, a.local_address, a.local_port) AS what,
       printf('descriptor %d of process %d, which runs %s, is socket:[%d]', a.fd, a.pid, a.program, a.inode) AS fact,
       a.member_id AS fact_member_id, a.line AS fact_line,
       printf('so is descriptor %d of process %d, which runs %s', b.fd, b.pid, b.program) AS other, b.member_id AS other_member_id, b.line AS other_line
FROM held AS a
JOIN held AS b ON b.inode = a.inode AND b.pid > a.pid AND b.program <> a.program AND b.session <> a.session
WHERE (a.service IS NULL OR a.service IS NOT b.service)
  AND NOT EXISTS (SELECT 1 FROM above AS x WHERE x.pid = a.pid AND x.ancestor = b.pid OR x.pid = b.pid AND x.ancestor = a.pid)
  AND NOT EXISTS (SELECT 1 FROM held AS c JOIN above AS x ON x.pid = a.pid AND x.ancestor = c.pid JOIN above AS y ON y.pid = b.pid AND y.ancestor = c.pid
                  WHERE c.inode = a.inode)
