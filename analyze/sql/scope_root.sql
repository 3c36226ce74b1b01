-- The root page of the table ?1.
SELECT rootpage FROM sqlite_schema WHERE name = ?1;
