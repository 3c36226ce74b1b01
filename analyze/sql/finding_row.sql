-- Adds what check ?2 found in snapshot ?1, or what it found has another process.  The severity is the higher one of both.  collect itself is
-- no finding.
INSERT INTO finding_rows (snapshot_id, key, severity, subject, pid, program, container_id, what, fact, fact_member_id, fact_line, other,
                          other_member_id, other_line)
SELECT ?1, ?2, (SELECT name FROM finding_severities WHERE name = ?3), coalesce(?4, ''), ?5,
       coalesce(?6, (SELECT target FROM process_links
                     WHERE snapshot_id = ?1 AND pid = ?5 AND tid = ?5 AND link = 'exe'), ''),
       coalesce(?7, (SELECT container_id FROM process_containers WHERE snapshot_id = ?1 AND pid = ?5), ''),
       ?8, ?9, ?10, ?11, ?12, ?13, ?14
WHERE ?5 IS NULL OR ?5 IS NOT (SELECT tool_pid FROM snapshots WHERE snapshot_id = ?1)
ON CONFLICT (snapshot_id, key, subject, program, container_id)
DO UPDATE SET severity = (SELECT name FROM finding_severities WHERE name IN (severity, excluded.severity) ORDER BY rank LIMIT 1)
RETURNING finding_id
