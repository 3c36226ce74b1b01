-- An indicator.  Domains and digests are the same in capitals.
INSERT INTO temp.indicators (kind, key, bits, value, list, place, note, begin_ns, end_ns)
VALUES (?1, iif(?1 IN ('domain', 'digest'), lower(?2), ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9);
