-- The rows that are drawn: the first of its kind, how many rows share its slot, and the ports that it serves or is asked for.
WITH
slots AS (
    SELECT side, slot, min(place) AS place, min(name) AS name, max(named) AS named, sum(sockets) AS sockets, count(*) AS rows
    FROM temp.graph_rows GROUP BY side, slot
),
services AS (
    SELECT r.side, r.slot, g.service, sum(g.sockets) AS sockets
    FROM temp.graph_groups AS g
    JOIN temp.graph_rows AS r ON r.side = 'here' AND r.name = g.name AND r.place = g.place AND r.named = g.named
    WHERE g.side = 'listen'
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT r.side, r.slot, g.service, sum(g.sockets)
    FROM temp.graph_groups AS g JOIN temp.graph_rows AS r ON r.side = g.side AND r.name = g.there
    WHERE g.service IS NOT NULL
    GROUP BY 1, 2, 3
),
most AS (
    SELECT side, slot, service, sockets, row_number() OVER (PARTITION BY side, slot ORDER BY sockets DESC, service) AS rank,
           count(*) OVER (PARTITION BY side, slot) AS services
    FROM services
)
SELECT s.side, s.place, s.name, s.named, s.sockets, s.rows, s.slot,
       (SELECT group_concat(m.service, ', ') || iif(max(m.services) > 3, printf(' +%d', max(m.services) - 3), '')
        FROM (SELECT * FROM most ORDER BY rank) AS m WHERE m.side = s.side AND m.slot = s.slot AND m.rank <= 3)
FROM slots AS s
ORDER BY s.side, s.slot;
