-- Sockets that netstat may have listed if their tables were at hand: only a descriptor shows them, and not always of which family they are.
SELECT count(*) FROM sockets
WHERE net_namespace IS NULL
  AND (family IS NULL OR family = 1 OR (family IN (2, 10) AND protocol IN (6, 17, 132, 136, 255)));
