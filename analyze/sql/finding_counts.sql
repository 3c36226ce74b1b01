-- How many findings of each severity snapshot ?1 has, those of high severity first.
SELECT count(*) FILTER (WHERE severity = 'high'), count(*) FILTER (WHERE severity = 'medium'), count(*) FILTER (WHERE severity = 'low')
FROM finding_rows
WHERE snapshot_id = ?1
