-- What half of the checks read, made once for snapshot ?1: a table that stands before the view of the same name.
CREATE TEMP TABLE process_programs (
    pid INTEGER, program TEXT, file_name TEXT, deleted INTEGER, place TEXT, member_id INTEGER, line INTEGER, snapshot_id INTEGER, fate TEXT,
    out_of_place INTEGER
) STRICT;
CREATE INDEX temp.process_programs_by_pid ON process_programs (snapshot_id, pid);
INSERT INTO temp.process_programs SELECT * FROM main.process_programs WHERE snapshot_id = ?1;
