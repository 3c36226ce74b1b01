-- Content ?1: digest ?2 or NULL, reading ?3, rows ?4.
INSERT INTO contents (content_id, sha256, reading, row_count) VALUES (?1, ?2, ?3, ?4)
