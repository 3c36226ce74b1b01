-- A time as people write it, in nanoseconds since the epoch; NULL when the text is no time.
SELECT unixepoch(?1) * 1000000000 + 999999999
