-- How many of the files that an answer is made of were not read whole, and one of them.
-- ?1 their names, each between commas; ?2 1 to count also those that the host does not have; ?3 a namespace, NULL for all.
WITH beside_namespace AS (
    SELECT path, state, verified, substr(path, 5, instr(substr(path, 5), '/') - 1) AS net_namespace,
           substr(path, instr(substr(path, 5), '/') + 5) AS pass_and_file
    FROM members
    WHERE path >= 'net/' AND path < 'net0'
)
SELECT count(*), min(path || ' (' || iif(state IN ('ok', 'empty'), 'not verified', state) || ')')
FROM beside_namespace
WHERE instr(?1, ',' || substr(pass_and_file, instr(pass_and_file, '/') + 1) || ',')
  AND NOT (state = 'absent' AND NOT ?2) AND NOT (state IN ('ok', 'empty') AND verified)
  AND (?3 IS NULL OR net_namespace = CAST(?3 AS TEXT));
