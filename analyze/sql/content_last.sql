-- The content that was added last.
SELECT coalesce(max(content_id), 0) FROM contents
