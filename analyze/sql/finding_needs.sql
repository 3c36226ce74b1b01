-- What keeps a check of snapshot ?1 from being made that looks at the members ?2, a pattern: whether there is none at all, and why.  No row
-- when all were read whole.
SELECT 1, ?2 || ' is not in the snapshot'
WHERE NOT EXISTS (SELECT 1 FROM members WHERE snapshot_id = ?1 AND path GLOB ?2)
UNION ALL
SELECT 0, path || iif(state = 'ok', ' does not verify', ' is ' || state || coalesce(', ' || coalesce(errno, reason), ''))
FROM members
WHERE snapshot_id = ?1 AND path GLOB ?2 AND (state NOT IN ('ok', 'empty', 'absent', 'vanished') OR (state = 'ok' AND NOT verified))
LIMIT 1
