-- Keeps that check ?2 was made of snapshot ?1: what was withheld ?3, and why ?4.
INSERT INTO finding_runs (snapshot_id, key, found, withheld, reason)
VALUES (?1, ?2, (SELECT count(*) FROM finding_rows WHERE snapshot_id = ?1 AND key = ?2), ?3, ?4)
