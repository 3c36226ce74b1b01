-- What a level of folding fills: sockets that it draws as one.
DROP TABLE IF EXISTS temp.graph_groups;
CREATE TEMP TABLE graph_groups (
    side TEXT NOT NULL, -- in, out or listen
    place TEXT NOT NULL, -- the container, or another network namespace; empty for the host
    name TEXT NOT NULL, -- the row in the middle
    there TEXT, -- the row on the left (in) or right (out); NULL for what listens
    service TEXT, -- protocol and port that serves
    label TEXT, -- what else the edge says
    sockets INTEGER NOT NULL, -- how many
    named INTEGER NOT NULL -- 1 where a finding names the process
) STRICT;
