-- The tables of rows that were read from a member: their key begins with the snapshot, the member and the line; or they are views of rows
-- that members with the same content share.
SELECT o.name
FROM sqlite_schema AS o
WHERE (o.type = 'table'
       AND EXISTS (SELECT 1 FROM pragma_table_info(o.name) WHERE pk = 1 AND name = 'snapshot_id')
       AND EXISTS (SELECT 1 FROM pragma_table_info(o.name) WHERE pk = 2 AND name = 'member_id')
       AND EXISTS (SELECT 1 FROM pragma_table_info(o.name) WHERE pk = 3 AND name = 'line'))
   OR (o.type = 'view' AND o.name IN (SELECT name FROM content_kinds))
ORDER BY o.name;
