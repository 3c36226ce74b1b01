-- The tables and views that have rows of snapshots, each with three scripts.  The first hides snapshot_id behind a view of the same name,
-- the second makes naming the object an error, the third undoes either.  Views of main name objects of main, so only the statement of
-- the user sees these views.  Tables and views that describe whole snapshots and hosts are free.
SELECT o.name,
       printf('CREATE TEMP VIEW "%w" AS SELECT %s FROM main."%w"', o.name,
              (SELECT group_concat(printf('"%w"', c.name)) FROM pragma_table_info(o.name, 'main') AS c
               WHERE c.name <> 'snapshot_id'), o.name),
       printf('CREATE TEMP VIEW "%w" AS SELECT * FROM main."there is no such table"', o.name),
       printf('DROP VIEW temp."%w"', o.name)
FROM main.sqlite_schema AS o
WHERE o.type IN ('table', 'view')
  AND o.name NOT IN ('snapshots', 'archives', 'snapshot_hosts', 'snapshot_neighbours')
  AND EXISTS (SELECT 1 FROM pragma_table_info(o.name, 'main') AS c WHERE c.name = 'snapshot_id');
