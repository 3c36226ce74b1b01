-- title: several weak facts about one process
-- severity: medium
-- facts: each of the facts alone is common; the process has two of them, or one beside a finding of medium severity
-- ruled out: what each check leaves out
-- not excludable: what each check cannot leave out
-- on the host: as of each check
SELECT w.pid, iif(count(*) > 2 OR max(s.rank) IS NOT min(s.rank), 'high', 'medium') AS severity,
       printf('process %d: %s', w.pid, group_concat(c.title, '; ')) AS what,
       min(f.fact) AS fact, f.fact_member_id, f.fact_line,
       max(f.fact) AS other, m.fact_member_id AS other_member_id, m.fact_line AS other_line
FROM finding_processes AS w
JOIN finding_rows AS f ON f.finding_id = w.finding_id AND f.severity IN ('weak', 'medium')
JOIN finding_severities AS s ON s.name = f.severity
JOIN finding_checks AS c ON c.key = f.key
JOIN finding_rows AS m ON m.finding_id = (SELECT max(o.finding_id) FROM finding_processes AS o
                                          JOIN finding_rows AS r ON r.finding_id = o.finding_id AND r.severity IN ('weak', 'medium')
                                          WHERE o.snapshot_id = ?1 AND o.pid = w.pid)
WHERE w.snapshot_id = ?1
GROUP BY w.pid
HAVING count(*) > 1 AND max(s.rank) = 4
