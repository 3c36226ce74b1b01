-- A time as people write it, in nanoseconds since the epoch; NULL for what is none.
SELECT unixepoch(?1) * 1000000000 + 999999999
