-- A script that puts snapshot ?1 in the place of ?2: the rows of ?2 are deleted, and all rows of ?1 take its number.  The
-- archives of both stay.  A content that no member has any more goes, with its rows.
SELECT group_concat(script, '')
FROM (
    SELECT iif(o.name = 'archives', '', printf('DELETE FROM "%w" WHERE snapshot_id = %d;', o.name, ?2)) ||
           printf('UPDATE "%w" SET snapshot_id = %d WHERE snapshot_id = %d;', o.name, ?2, ?1) AS script
    FROM sqlite_schema AS o
    WHERE o.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(o.name) AS c WHERE c.name = 'snapshot_id')
    UNION ALL
    SELECT printf('DELETE FROM "%w_rows" WHERE content_id NOT IN (SELECT content_id FROM member_contents);', name) FROM content_kinds
    UNION ALL
    SELECT 'DELETE FROM contents WHERE content_id NOT IN (SELECT content_id FROM member_contents);'
)
