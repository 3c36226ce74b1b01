-- What was found of all kinds, one row a thing in a snapshot and a role.
CREATE TEMP TABLE history_sightings (kind TEXT, thing TEXT, snapshot_id INTEGER, role TEXT, program TEXT, container_id TEXT);
