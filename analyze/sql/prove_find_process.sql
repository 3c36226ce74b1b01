-- The process ?2, where snapshot ?1 has anything of it.
SELECT ?2 WHERE EXISTS (SELECT 1 FROM process_stat WHERE snapshot_id = ?1 AND pid = ?2)
             OR EXISTS (SELECT 1 FROM process_views WHERE snapshot_id = ?1 AND pid = ?2);
