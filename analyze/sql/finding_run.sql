-- Keeps whether check ?2 was made of snapshot ?1 (?3), how much it withheld ?4, and what was missing ?5.
INSERT INTO finding_runs (snapshot_id, key, made, found, withheld, reason)
VALUES (?1, ?2, ?3, (SELECT count(*) FROM finding_rows WHERE snapshot_id = ?1 AND key = ?2), ?4, ?5)
