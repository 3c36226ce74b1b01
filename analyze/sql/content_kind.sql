-- The number of table ?1 in content_kinds.
SELECT kind FROM content_kinds WHERE name = ?1
