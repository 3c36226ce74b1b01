-- A script that puts snapshot ?1 in the place of ?2: the rows of ?2 are deleted, and all rows of ?1 take its number.  The
-- archives of both stay.  A content that only ?2 has goes, with its rows.
SELECT group_concat(script, '')
FROM (
    SELECT printf('DELETE FROM "%w_rows" WHERE content_id IN (SELECT c.content_id FROM member_contents AS c WHERE c.snapshot_id = %d AND c.kind = %d' ||
                  ' AND NOT EXISTS (SELECT 1 FROM member_contents AS o WHERE o.content_id = c.content_id AND o.snapshot_id <> %d));',
                  name, ?2, kind, ?2) AS script
    FROM content_kinds
    UNION ALL
    SELECT iif(o.name = 'archives', '', printf('DELETE FROM "%w" WHERE snapshot_id = %d;', o.name, ?2)) ||
           printf('UPDATE "%w" SET snapshot_id = %d WHERE snapshot_id = %d;', o.name, ?2, ?1)
    FROM sqlite_schema AS o
    WHERE o.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(o.name) AS c WHERE c.name = 'snapshot_id')
    UNION ALL
    SELECT 'DELETE FROM contents WHERE NOT EXISTS (SELECT 1 FROM member_contents AS m WHERE m.content_id = contents.content_id);'
)
