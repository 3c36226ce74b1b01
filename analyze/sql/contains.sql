-- Whether snapshot ?1 has everything of snapshot ?2: every valid segment of the manifest and every verified member.
SELECT NOT EXISTS (SELECT 1 FROM manifest_segments AS s
                   WHERE s.snapshot_id = ?2
                     AND NOT EXISTS (SELECT 1 FROM manifest_segments AS t
                                     WHERE t.snapshot_id = ?1 AND t.segment = s.segment AND t.sha256 = s.sha256))
   AND NOT EXISTS (SELECT 1 FROM members AS m
                   WHERE m.snapshot_id = ?2 AND m.verified = 1
                     AND NOT EXISTS (SELECT 1 FROM members AS n
                                     WHERE n.snapshot_id = ?1 AND n.path = m.path AND n.sha256 = m.sha256 AND n.verified = 1))
