-- Of the snapshots that are to be seen: how many have no member that the pattern ?1 fits, and how many there are.
SELECT coalesce(sum(NOT EXISTS (SELECT 1 FROM members AS m
                                WHERE m.snapshot_id = s.snapshot_id AND m.path >= 'proc/' AND m.path < 'proc0' AND m.path GLOB ?1)), 0),
       count(*)
FROM snapshots AS s;
