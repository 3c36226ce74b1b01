-- Member ?5 of snapshot ?1, process ?3, thread ?4, has content ?6, whose rows table ?2 shows.
INSERT INTO member_contents (snapshot_id, kind, pid, tid, member_id, content_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
