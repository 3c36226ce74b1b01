-- The finding of snapshot ?1 that prove_key_finding.sql means.
SELECT finding_id FROM finding_rows
WHERE snapshot_id = ?1 AND key = ?2 AND subject = ?3 AND program = ?4 AND container_id = ?5;
