-- By what finding ?2 of snapshot ?1 is known in every database.
SELECT key, subject, program, container_id FROM finding_rows WHERE snapshot_id = ?1 AND finding_id = ?2;
