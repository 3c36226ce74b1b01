-- What is compared of a row of table ?1, as the list of a SELECT from it under the name t, and the order of such rows.  Numbers that only one
-- database knows are left out; a member is known by its path.  A view of rows that members share has the key of the table behind it, with
-- its member instead of the content.
WITH
shared (name) AS (SELECT k.name || '_rows' FROM content_kinds AS k WHERE k.name = ?1),
columns (cid, name, type, refers) AS (
    SELECT c.cid, c.name, c.type, iif(c.name = 'member_id' AND EXISTS (SELECT 1 FROM shared), 'members', f."table")
    FROM pragma_table_info(?1) AS c
    LEFT JOIN pragma_foreign_key_list(?1) AS f ON f."from" = c.name
),
keys (pk, name, type) AS (
    SELECT c.pk, c.name, c.type FROM pragma_table_info(?1) AS c WHERE c.pk > 0
    UNION ALL
    SELECT c.pk, iif(c.name = 'content_id', 'member_id', c.name), c.type FROM shared AS s JOIN pragma_table_info(s.name) AS c WHERE c.pk > 0
)
SELECT (SELECT group_concat(expression, ', ')
        FROM (SELECT CASE WHEN refers = 'members' THEN
                              printf('(SELECT m.path FROM main.members AS m WHERE m.member_id = t."%w") AS "%w"', name, replace(name, 'member_id', 'member'))
                          ELSE printf('t."%w"', name) END AS expression
              FROM columns AS c
              WHERE name <> 'snapshot_id'
                AND (refers IS NULL OR refers = 'members' OR type <> 'INTEGER')
                AND NOT (type = 'INTEGER' AND (SELECT count(*) FROM keys) = 1 AND name = (SELECT k.name FROM keys AS k))
              ORDER BY cid)),
       (SELECT group_concat(name, ', ') FROM (SELECT printf('t."%w"', name) AS name FROM keys ORDER BY pk));
