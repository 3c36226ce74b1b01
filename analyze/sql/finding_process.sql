-- Adds process ?3 to finding ?2 of snapshot ?1.
INSERT OR IGNORE INTO finding_processes (snapshot_id, finding_id, pid, starttime)
SELECT ?1, ?2, ?3, (SELECT starttime FROM process_stat WHERE snapshot_id = ?1 AND pid = ?3 AND tid = ?3)
WHERE ?3 IS NOT NULL
