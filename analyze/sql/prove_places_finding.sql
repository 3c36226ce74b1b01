-- Where the two facts of finding ?2 of snapshot ?1 were read.
SELECT 'fact' AS role, m.path, coalesce(f.fact_line, 0) FROM finding_rows AS f JOIN members AS m ON m.member_id = f.fact_member_id
WHERE f.snapshot_id = ?1 AND f.finding_id = ?2
UNION
SELECT 'other fact', m.path, coalesce(f.other_line, 0) FROM finding_rows AS f JOIN members AS m ON m.member_id = f.other_member_id
WHERE f.snapshot_id = ?1 AND f.finding_id = ?2
ORDER BY role, m.path, 3;
