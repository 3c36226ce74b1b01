-- Some hundreds: a row is the name of a process in its container, or an address; an edge is a direction, the end that serves, and a state.
INSERT INTO temp.graph_groups (side, place, name, there, service, label, sockets, named)
SELECT side, place, name, iif(side = 'listen', NULL, address), service, iif(side = 'out', there, here) || iif(state IN ('', 'LISTEN'), '', ' ' || state),
       count(*), named
FROM temp.graph_sockets
GROUP BY side, place, name, named, iif(side = 'listen', NULL, address), service, iif(side = 'out', there, here), state;
