-- Makes the name snapshots mean those of chosen_snapshots alone, for statements that come to everything else from there.
CREATE TEMP VIEW snapshots AS SELECT * FROM main.snapshots WHERE snapshot_id IN (SELECT snapshot_id FROM temp.chosen_snapshots)
