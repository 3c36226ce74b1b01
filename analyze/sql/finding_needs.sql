-- Why a check of snapshot ?1 cannot be made that needs the members ?2, a pattern; no row when it can.
SELECT ?2 || ': not in the snapshot'
WHERE NOT EXISTS (SELECT 1 FROM members WHERE snapshot_id = ?1 AND path GLOB ?2)
UNION ALL
SELECT path || ': ' || state || coalesce(', ' || coalesce(errno, reason), '')
FROM members
WHERE snapshot_id = ?1 AND path GLOB ?2 AND (state NOT IN ('ok', 'empty', 'absent', 'vanished') OR (state = 'ok' AND NOT verified))
LIMIT 1
