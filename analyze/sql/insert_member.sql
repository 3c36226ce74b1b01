-- A line of the manifest.
INSERT INTO members (snapshot_id, path, source, state, errno, reason, bytes, sha256, verified, started_ns, monotonic_ns,
                     took_ns)
VALUES (?1, ?2, unescape(?3), ?4, ?5, unescape(?6), ?7, ?8, ?9, ?10, ?11, ?12)
