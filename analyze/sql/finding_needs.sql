-- What keeps a check of snapshot ?1 from being made that looks at the members ?2, a pattern that begins with the text ?3: whether there is none at
-- all, and why.  No row when all were read whole.  The + keeps SQLite from looking at the pattern to plan, which is to prepare this anew for each.
SELECT 1, ?2 || ' is not in the snapshot'
WHERE NOT EXISTS (SELECT 1 FROM members WHERE snapshot_id = ?1 AND path >= ?3 AND path < ?3 || char(1114111) AND +path GLOB ?2)
UNION ALL
SELECT 0, gap FROM member_reads WHERE snapshot_id = ?1 AND path >= ?3 AND path < ?3 || char(1114111) AND +path GLOB ?2 AND gap <> ''
LIMIT 1
