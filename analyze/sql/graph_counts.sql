-- How many sockets a picture is of, and how many connections within the host it leaves out.
SELECT (SELECT count(*) FROM temp.graph_sockets),
       iif(?1, 0, (SELECT count(*) FROM inet_sockets WHERE direction = 'local' AND ownership NOT IN ('collector', 'forged')));
