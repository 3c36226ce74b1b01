-- title: Processes around the findings
-- shape: tree
-- caption: The processes that findings name, with their ancestors and children, and those beside them that hold sockets of the network.
-- empty: No finding names a process.
-- columns: process line, program code, command_line code
WITH RECURSIVE
named AS MATERIALIZED (
    SELECT p.pid, min(v.rank) AS rank, count(*) AS findings
    FROM finding_processes AS p JOIN findings AS f USING (finding_id) JOIN finding_severities AS v ON v.name = f.severity
    GROUP BY p.pid
),
parents AS MATERIALIZED (SELECT pid, ppid, comm FROM process_stat WHERE tid = pid),
up (pid) AS (
    SELECT pid FROM named
    UNION
    SELECT p.ppid FROM up JOIN parents AS p ON p.pid = up.pid WHERE p.ppid > 0
),
holders AS MATERIALIZED (SELECT pid, count(*) AS sockets FROM inet_sockets WHERE pid IS NOT NULL GROUP BY pid),
shown AS MATERIALIZED (
    SELECT p.pid, p.ppid, p.comm FROM parents AS p WHERE p.pid IN (SELECT pid FROM up)
    UNION
    SELECT c.pid, c.ppid, c.comm FROM parents AS c WHERE c.ppid IN (SELECT pid FROM named)
    UNION
    SELECT b.pid, b.ppid, b.comm
    FROM parents AS b
    WHERE b.pid IN (SELECT pid FROM holders) AND b.ppid > 1 AND b.ppid IN (SELECT p.ppid FROM named AS n JOIN parents AS p ON p.pid = n.pid)
),
-- A chain of more than 64 is one that somebody made.
tree (pid, depth, path) AS (
    SELECT s.pid, 0, printf('%010d', s.pid) FROM shown AS s WHERE NOT EXISTS (SELECT 1 FROM shown AS p WHERE p.pid = s.ppid AND p.pid <> s.pid)
    UNION ALL
    SELECT s.pid, t.depth + 1, t.path || printf('/%010d', s.pid) FROM tree AS t JOIN shown AS s ON s.ppid = t.pid WHERE t.depth < 64 AND s.pid <> t.pid
)
SELECT t.depth, s.comm AS process, s.pid, coalesce(v.name, '') AS severity, n.findings,
       coalesce((SELECT u.username FROM users AS u WHERE u.uid = p.euid LIMIT 1), nullif(p.euid, -1)) AS user,
       strftime('%Y-%m-%d %H:%M:%S', nullif(p.start_time, -1), 'unixepoch') AS since, h.sockets, p.path AS program, p.cmdline AS command_line
FROM tree AS t
JOIN shown AS s ON s.pid = t.pid
LEFT JOIN named AS n ON n.pid = t.pid
LEFT JOIN finding_severities AS v ON v.rank = n.rank
LEFT JOIN holders AS h ON h.pid = t.pid
LEFT JOIN processes AS p ON p.pid = t.pid
ORDER BY t.path;
