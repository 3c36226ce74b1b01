-- The port of the service ?1 by name, the lowest and the highest; of the protocol ?2, or of TCP and UDP where that is NULL.
SELECT min(port), max(port) FROM services_file
WHERE (name = ?1 OR instr(' ' || aliases || ' ', ' ' || ?1 || ' ') > 0)
  AND (lower(protocol) = lower(?2) OR (?2 IS NULL AND protocol IN ('tcp', 'udp')))
HAVING count(*) > 0;
