-- A script that hides each table and view with a snapshot_id behind a view of the same name that shows snapshot ?1 alone.
-- The number stands in the script itself: SQLite hands a constant down into the view, and so to the indexes, but not a
-- subquery.  %w doubles the quotes in a name.
SELECT group_concat(printf('CREATE TEMP VIEW "%w" AS SELECT * FROM main."%w" WHERE snapshot_id = %d;', o.name, o.name, ?1), '')
FROM main.sqlite_schema AS o
WHERE o.type IN ('table', 'view')
  AND EXISTS (SELECT 1 FROM pragma_table_info(o.name, 'main') AS c WHERE c.name = 'snapshot_id');
