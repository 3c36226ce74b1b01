-- Any number: a row is a container or a unit, or a class of addresses; an edge is a direction.  What a finding names stays a process.
INSERT INTO temp.graph_groups (side, place, name, there, service, label, sockets, named)
SELECT side, iif(named, place, ''), CASE WHEN named THEN name WHEN place <> '' THEN place WHEN unit <> '' THEN unit ELSE name END AS row,
       iif(side = 'listen', NULL, class), iif(side = 'listen', service, NULL), NULL, count(*), named
FROM temp.graph_sockets
GROUP BY side, iif(named, place, ''), row, named, iif(side = 'listen', NULL, class), iif(side = 'listen', service, NULL);
