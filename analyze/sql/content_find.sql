-- The content with digest ?1 that is read as ?2 says, and how many rows that gives.
SELECT content_id, row_count FROM contents WHERE sha256 = ?1 AND reading = ?2
