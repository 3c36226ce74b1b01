-- Few sockets: a row is a process or an address with its port, and an edge is a socket.
INSERT INTO temp.graph_groups (side, place, name, there, service, label, sockets, named)
SELECT side, place, name || coalesce(' ' || pid, ''), iif(side = 'listen', NULL, there), service,
       here || iif(state IN ('', 'LISTEN'), '', ' ' || state), 1, named
FROM temp.graph_sockets;
