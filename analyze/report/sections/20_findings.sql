-- title: Findings
-- shape: findings
-- caption: What does not fit together, the worst first: leads, no verdicts. Each has its two facts, and where they were read.
-- empty: No check found anything. What could not be checked is below, in “What could not be known”.
-- columns: first_fact code, second_fact code, look_on_the_host code
SELECT f.severity, f.what, f.title AS kind,
       f.process_name || ' (' || f.pid || ')' || coalesce(', user ' || f.user, '') || iif(f.processes > 1, printf(', and %d more', f.processes - 1), '') AS process,
       nullif(f.program, '') AS program, nullif(f.subject, '') AS subject, nullif(f.container_id, '') AS container,
       f.fact || ' [' || f.evidence || ']' AS first_fact, f.other || coalesce(' [' || f.other_evidence || ']', '') AS second_fact,
       iif(f.hosts > 1, printf('%d hosts of this database have it', f.hosts), NULL) AS elsewhere, c.not_excludable AS harmless_causes_left,
       c.on_host AS look_on_the_host, f.key || coalesce(', ATT&CK ' || f.attack_id, '') || ', finding ' || f.finding_id AS "check"
FROM findings AS f
JOIN finding_severities AS v ON v.name = f.severity
LEFT JOIN finding_checks AS c ON c.key = f.key
ORDER BY v.rank, f.key, f.finding_id;
