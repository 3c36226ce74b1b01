-- Whether narrow.sql was done on this connection.
SELECT 1 FROM temp.sqlite_schema WHERE type = 'view' AND instr(sql, 'narrowed_snapshot()') LIMIT 1;
