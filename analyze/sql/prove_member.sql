-- A member of snapshot ?1 by its path ?2, as the manifest line had it.
SELECT member_id, verified, bytes, sha256 FROM members WHERE snapshot_id = ?1 AND path = ?2;
