-- The findings of the snapshot, the worst first.
SELECT f.severity, f.key, f.title, f.what, f.pid, f.process_name, f.user, f.program, f.subject, f.container_id, f.processes, f.hosts, f.fact,
       f.evidence, f.other, f.other_evidence, f.attack_id, f.finding_id
FROM findings AS f JOIN finding_severities AS v ON v.name = f.severity
ORDER BY v.rank, f.key, f.finding_id;
