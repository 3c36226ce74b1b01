-- A time as people write it, in nanoseconds since the epoch; NULL when the text is no time.  It has whole seconds, and means the end of its
-- second: a snapshot that was begun in it counts.
SELECT unixepoch(?1) * 1000000000 + 999999999;
