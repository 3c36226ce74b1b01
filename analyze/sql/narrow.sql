-- A script that hides each table and view with a snapshot_id behind a view of the same name that shows the snapshot of narrowed_snapshot()
-- alone.  SQLite hands such a call down into the view, as a constant, and so to the indexes, but not a subquery.
-- %w doubles the quotes in a name.
--
-- To ask for the columns of a view is to compile it, which for all views takes longer than most questions.  The text of ours begins with the
-- names of the columns, a line each; only of one with another text SQLite is asked.
SELECT group_concat(printf('CREATE TEMP VIEW "%w" AS SELECT * FROM main."%w" WHERE snapshot_id = narrowed_snapshot();', o.name, o.name), '')
FROM (SELECT name, iif(type = 'view', instr(sql, char(10) || ') AS' || char(10)), 0) AS columns_end, sql FROM main.sqlite_schema
      WHERE type IN ('table', 'view')) AS o
WHERE CASE WHEN o.columns_end > 0 THEN instr(substr(o.sql, 1, o.columns_end), char(10) || '    snapshot_id')
           ELSE EXISTS (SELECT 1 FROM pragma_table_info(o.name, 'main') AS c WHERE c.name = 'snapshot_id') END;
