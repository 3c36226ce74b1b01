-- A script that hides each table and view with a snapshot_id behind a view of the same name that shows the snapshot of narrowed_snapshot()
-- alone.  SQLite hands such a call down into the view, as a constant, and so to the indexes, but not a subquery.
-- %w doubles the quotes in a name.
--
-- To ask for the columns of a view is to compile it, which for all views takes longer than most questions.  Of those that our scripts make it is
-- known (a database in which they are others is refused); of another's view SQLite is asked, for its text can be laid out in any way.
SELECT group_concat(printf('CREATE TEMP VIEW "%w" AS SELECT * FROM main."%w" WHERE snapshot_id = narrowed_snapshot();', o.name, o.name), '')
FROM main.sqlite_schema AS o
WHERE o.type IN ('table', 'view')
  AND coalesce(ours_has_snapshot(o.name), EXISTS (SELECT 1 FROM pragma_table_info(o.name, 'main') AS c
                                            WHERE c.name = 'snapshot_id' COLLATE NOCASE));
