-- A script that makes the name snapshots mean those of chosen_snapshots alone, for statements that come to everything else from there.  What
-- the view timeline tells of several snapshots it tells once, so that has to be made anew, of these snapshots.
SELECT 'CREATE TEMP VIEW snapshots AS SELECT * FROM main.snapshots WHERE snapshot_id IN (SELECT snapshot_id FROM temp.chosen_snapshots);'
       || 'CREATE TEMP VIEW' || substr(o.sql, length('CREATE VIEW') + 1) || ';'
FROM main.sqlite_schema AS o
WHERE o.type = 'view' AND o.name = 'timeline'
