-- The checks that could not be made of the snapshot, or not wholly, by the reason.
SELECT group_concat(key, ', '), made, reason
FROM (SELECT key, made, reason FROM finding_runs WHERE reason IS NOT NULL ORDER BY key)
GROUP BY made, reason
UNION ALL
SELECT 'any check', 0, 'the snapshot was loaded with --no-findings' WHERE NOT EXISTS (SELECT 1 FROM finding_runs);
