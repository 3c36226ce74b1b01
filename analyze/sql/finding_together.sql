-- title: several weak facts about one process
-- severity: medium
-- facts: each of the facts alone is common; the process has two of them, or one beside a finding of medium severity
-- ruled out: what each check leaves out
-- not excludable: what each check cannot leave out
-- on the host: as of each check
SELECT g.pid, iif(g.count > 2 OR g.weakest <> g.strongest, 'high', 'medium') AS severity,
       printf('process %d: %s', g.pid, g.titles) AS what,
       -- A finding keeps the facts of the process that was found first: where that is another one, which runs the same program, it is named.
       f.fact || iif(f.pid IS g.pid, '', printf(', of process %d', f.pid)) AS fact, f.fact_member_id, f.fact_line,
       m.fact || iif(m.pid IS g.pid, '', printf(', of process %d', m.pid)) AS other, m.fact_member_id AS other_member_id, m.fact_line AS other_line
FROM (SELECT w.pid, count(*) AS count, max(s.rank) AS weakest, min(s.rank) AS strongest, group_concat(c.title, '; ') AS titles,
             min(f.finding_id) AS first, max(f.finding_id) AS last
      FROM finding_processes AS w
      JOIN finding_rows AS f ON f.finding_id = w.finding_id AND f.severity IN ('weak', 'medium')
      JOIN finding_severities AS s ON s.name = f.severity
      JOIN finding_checks AS c ON c.key = f.key
      WHERE w.snapshot_id = ?1
      GROUP BY w.pid) AS g
JOIN finding_rows AS f ON f.finding_id = g.first
JOIN finding_rows AS m ON m.finding_id = g.last
WHERE g.count > 1 AND g.weakest = 4
