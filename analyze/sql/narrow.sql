-- A script that hides each table and view with a snapshot_id behind a view of the same name that shows snapshot ?1 alone.
-- The number stands in the script itself: SQLite hands a constant down into the view, and so to the indexes, but not a
-- subquery.  %w doubles the quotes in a name.
-- What tells of several snapshots at once, as timeline does, has no such column: it is made anew, of what the others show.
SELECT group_concat(CASE WHEN o.scoped THEN printf('CREATE TEMP VIEW "%w" AS SELECT * FROM main."%w" WHERE snapshot_id = %d;', o.name, o.name, ?1)
                         ELSE 'CREATE TEMP VIEW' || substr(o.sql, length('CREATE VIEW') + 1) || ';' END, '')
FROM (SELECT name, type, sql, EXISTS (SELECT 1 FROM pragma_table_info(s.name, 'main') AS c WHERE c.name = 'snapshot_id') AS scoped
      FROM main.sqlite_schema AS s WHERE type IN ('table', 'view')) AS o
WHERE o.scoped OR (o.type = 'view' AND instr(o.sql, 'snapshot_id') > 0);
