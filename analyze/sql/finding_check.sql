-- Keeps what a check says of itself.
INSERT INTO finding_checks (key, title, severity, attack_id, facts, ruled_out, not_excludable, on_host, needs, reads)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (key) DO UPDATE SET title = ?2, severity = ?3, attack_id = ?4, facts = ?5, ruled_out = ?6, not_excludable = ?7,
                                on_host = ?8, needs = ?9, reads = ?10
