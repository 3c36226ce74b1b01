-- How many of the visible snapshots have no member that matches the pattern ?1, and how many visible snapshots there are.
SELECT coalesce(sum(NOT EXISTS (SELECT 1 FROM members AS m
                                WHERE m.snapshot_id = s.snapshot_id AND m.path >= 'proc/' AND m.path < 'proc0' AND m.path GLOB ?1)), 0),
       count(*)
FROM snapshots AS s;
