-- The tables and views: all, those with the word ?1 in their name, or those that are LIKE the pattern ?1.
SELECT name FROM main.sqlite_schema
WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
  AND (?1 IS NULL OR name LIKE CASE WHEN instr(?1, '%') > 0 THEN ?1 ELSE '%' || ?1 || '%' END)
ORDER BY name
