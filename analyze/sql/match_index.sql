-- Made when all indicators are there.
CREATE INDEX temp.indicators_by_key ON indicators (kind, key);
