-- A valid manifest segment of snapshot ?1: number ?2, digest ?3.
INSERT INTO manifest_segments (snapshot_id, segment, sha256) VALUES (?1, ?2, ?3)
