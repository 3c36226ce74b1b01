-- The edges between slots, those first that shall be drawn first: the 60 largest of what findings name, then the largest.  Those of a slot that
-- rows share say no more than that they are there.
WITH
shared AS (SELECT side, slot FROM temp.graph_rows GROUP BY side, slot HAVING count(*) > 1),
placed AS (
    SELECT g.side, h.slot AS here, t.slot AS there, g.sockets, g.named,
           iif(EXISTS (SELECT 1 FROM shared AS s WHERE s.side = 'here' AND s.slot = h.slot)
               OR EXISTS (SELECT 1 FROM shared AS s WHERE s.side = g.side AND s.slot = t.slot), NULL, g.label) AS label
    FROM temp.graph_groups AS g
    JOIN temp.graph_rows AS h ON h.side = 'here' AND h.name = g.name AND h.place = g.place AND h.named = g.named
    JOIN temp.graph_rows AS t ON t.side = g.side AND t.name = g.there AND t.place = ''
    WHERE g.there IS NOT NULL
),
edges AS (
    SELECT side, here, there, label, sum(sockets) AS sockets, max(named) AS named
    FROM placed
    GROUP BY side, here, there, label
),
ranked AS (
    SELECT *, named AND row_number() OVER (PARTITION BY named ORDER BY sockets DESC, side, here, there, label) <= 60 AS first FROM edges
)
SELECT side, here, there, label, sockets, named
FROM ranked
ORDER BY first DESC, sockets DESC, side, here, there, label;
