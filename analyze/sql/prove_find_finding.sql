-- The finding of number ?2, where snapshot ?1 has it.
SELECT finding_id FROM finding_rows WHERE snapshot_id = ?1 AND finding_id = ?2;
