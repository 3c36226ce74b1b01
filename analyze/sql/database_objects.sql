-- Everything that the database says it has.  The old name of the table: of the two, it is the one that a database cannot give to another table.
SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY rowid
