-- Some thousands: a row is the name of a process in its container, or a network (/24 or /64); an edge is a direction and the port that serves.
INSERT INTO temp.graph_groups (side, place, name, there, service, label, sockets, named)
SELECT side, place, name, iif(side = 'listen', NULL, net || ' ' || service), iif(side = 'listen', service, NULL), service, count(*), named
FROM temp.graph_sockets
GROUP BY side, place, name, named, iif(side = 'listen', NULL, net), service;
