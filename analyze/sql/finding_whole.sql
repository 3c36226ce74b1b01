-- Which of the members ?1 and ?2 was not read whole, and why; no row when both were.
SELECT path || iif(state = 'ok', ' does not verify', ' is ' || state)
FROM members
WHERE member_id IN (?1, ?2) AND (state NOT IN ('ok', 'empty', 'absent') OR (state = 'ok' AND NOT verified))
LIMIT 1
