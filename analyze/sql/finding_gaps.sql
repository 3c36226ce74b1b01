-- The checks that could not be made of the snapshot, or not wholly, and why.
SELECT key, made, reason FROM finding_runs WHERE reason IS NOT NULL ORDER BY key;
