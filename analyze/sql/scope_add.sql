INSERT INTO temp.chosen_snapshots VALUES (?1)
