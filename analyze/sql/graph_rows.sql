-- The rows of the three columns, each with its slot; those behind slot ?1 of a column share that slot.  What a finding
-- names has a slot of its own, up to 200 rows: a picture with more of them is none.
DROP TABLE IF EXISTS temp.graph_rows;
CREATE TEMP TABLE graph_rows AS
WITH ends AS (
    SELECT 'here' AS side, place, name, named, sum(sockets) AS sockets FROM temp.graph_groups GROUP BY place, name, named
    UNION ALL
    SELECT side, '', there, 0, sum(sockets) FROM temp.graph_groups WHERE there IS NOT NULL GROUP BY side, there
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY side ORDER BY named DESC, sockets DESC, name, place) AS rank,
           count(*) OVER (PARTITION BY side) AS rows, min(sum(named) OVER (PARTITION BY side), 200) AS kept
    FROM ends
)
SELECT side, place, name, named, sockets, iif(rows <= max(?1, kept), rank, min(rank, max(?1, kept + 1))) AS slot FROM ranked;
CREATE INDEX temp.graph_rows_by_name ON graph_rows (side, name, place, named);
