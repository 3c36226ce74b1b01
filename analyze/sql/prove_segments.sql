-- The segments of the manifest of snapshot ?1, as the archive had them when it was loaded.
SELECT segment, sha256 FROM manifest_segments WHERE snapshot_id = ?1 ORDER BY segment;
