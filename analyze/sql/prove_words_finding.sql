-- Finding ?2 of snapshot ?1 in words, without a number that only this database knows.
SELECT printf('%s, %s: %s; %s; %s', severity, key, what, fact, other) AS words
FROM finding_rows WHERE snapshot_id = ?1 AND finding_id = ?2;
