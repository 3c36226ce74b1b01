-- How many findings of each severity the snapshot has, and of how many checks.
SELECT v.name, count(f.key), count(DISTINCT f.key)
FROM finding_severities AS v LEFT JOIN finding_rows AS f ON f.severity = v.name
WHERE v.name <> 'weak'
GROUP BY v.name ORDER BY v.rank;
