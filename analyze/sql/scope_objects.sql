-- The tables and views that have rows of snapshots, and for each a script that hides its snapshot_id behind a view of the same name, one that makes
-- naming it an error, and one that takes either away.  Views of main name what is in main: only the statement of the user sees these.
-- Free are those that tell of snapshots and hosts as wholes.
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
