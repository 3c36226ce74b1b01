-- A script that drops the views of narrow.sql.
SELECT group_concat(printf('DROP VIEW temp."%w";', name), '') FROM temp.sqlite_schema WHERE type = 'view';
