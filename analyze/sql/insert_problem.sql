-- Something that was not understood or does not verify.
INSERT INTO problems (snapshot_id, member_id, line, want, have) VALUES (?1, ?2, ?3, ?4, ?5)
