-- Whether there is a snapshot.
SELECT 1 FROM main.snapshots LIMIT 1
