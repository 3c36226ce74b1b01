-- How many sockets ss has no table for, and how many only a descriptor or an io_uring shows, in the namespace ?1, NULL for all.
SELECT count(*) FILTER (WHERE seen NOT IN ('descriptor', 'io_uring')), count(*) FILTER (WHERE seen IN ('descriptor', 'io_uring'))
FROM sockets
WHERE ownership NOT IN ('collector', 'forged') AND (?1 IS NULL OR net_namespace = ?1 OR net_namespace IS NULL)
  AND (seen IN ('descriptor', 'io_uring')
       OR NOT (family IN (1, 16, 17, 40, 44) OR (family IN (2, 10) AND protocol IN (6, 17, 33, 132, 255, 262))));
