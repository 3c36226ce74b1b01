-- The snapshots that a question over time is for.
CREATE TEMP TABLE chosen_snapshots (snapshot_id INTEGER PRIMARY KEY)
