-- Whether any thread has links of its own.
SELECT EXISTS (SELECT 1 FROM process_links WHERE tid <> pid);
