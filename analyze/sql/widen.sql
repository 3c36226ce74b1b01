-- A script that takes away what narrow.sql made.
SELECT group_concat(printf('DROP VIEW temp."%w";', name), '') FROM temp.sqlite_schema WHERE type = 'view';
