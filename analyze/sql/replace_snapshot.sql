-- A script that puts snapshot ?1 in the place of ?2: what was read of ?2 goes, and all of ?1 takes its number.  Of the archives
-- none goes.
SELECT group_concat(iif(o.name = 'archives', '', printf('DELETE FROM "%w" WHERE snapshot_id = %d;', o.name, ?2)) ||
                    printf('UPDATE "%w" SET snapshot_id = %d WHERE snapshot_id = %d;', o.name, ?2, ?1), '')
FROM sqlite_schema AS o
WHERE o.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(o.name) AS c WHERE c.name = 'snapshot_id')
