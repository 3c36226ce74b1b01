-- The indexes that have a name: all, or those of the table ?1.
SELECT name FROM main.sqlite_schema
WHERE type = 'index' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND (?1 IS NULL OR tbl_name = ?1)
ORDER BY name
