-- What is compared of a row of table ?1, as the list of a SELECT from it under the name t, and the order of such rows.  Numbers that only one
-- database knows are left out; a member is known by its path.
SELECT (SELECT group_concat(expression, ', ')
        FROM (SELECT CASE WHEN f."table" = 'members' THEN
                              printf('(SELECT m.path FROM main.members AS m WHERE m.member_id = t."%w") AS "%w"', c.name, replace(c.name, 'member_id', 'member'))
                          ELSE printf('t."%w"', c.name) END AS expression
              FROM pragma_table_info(?1) AS c
              LEFT JOIN pragma_foreign_key_list(?1) AS f ON f."from" = c.name
              WHERE c.name <> 'snapshot_id'
                AND (f."table" IS NULL OR f."table" = 'members' OR c.type <> 'INTEGER')
                AND NOT (c.pk = 1 AND c.type = 'INTEGER' AND (SELECT count(*) FROM pragma_table_info(?1) WHERE pk > 0) = 1)
              ORDER BY c.cid)),
       (SELECT group_concat(name, ', ') FROM (SELECT printf('t."%w"', name) AS name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk));
