-- How many findings of each severity snapshot ?1 has, those of high severity first; then how many checks could not be made, or not wholly.
SELECT count(*) FILTER (WHERE severity = 'high'), count(*) FILTER (WHERE severity = 'medium'),
       count(*) FILTER (WHERE severity = 'low'),
       (SELECT count(*) FROM finding_runs WHERE snapshot_id = ?1 AND reason IS NOT NULL)
FROM finding_rows
WHERE snapshot_id = ?1
