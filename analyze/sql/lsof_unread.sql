-- The processes and threads whose descriptors could not be listed, and why.
SELECT pid, coalesce(tid, pid), coalesce(errno, state) FROM unread_tables
WHERE pid IS NOT NULL AND descriptors IS NULL
ORDER BY pid, tid;
