-- What SQLite's planner assumes about the tables before it has seen any: a case holds many rows a snapshot, so an index
-- on snapshot_id alone narrows little and one on more columns narrows much.  Without this the planner takes snapshot_id
-- for nearly unique and makes a join of two tables a loop in a loop; or it reads a whole table, with all snapshots, for a Bloom
-- filter.  (sqlite.org/fileformat2.html#stat1tab)
-- Constant, so that plans do not depend on what was loaded first.
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat)
SELECT o.name, i.name,
       '100000000' || (SELECT group_concat(
                                CASE WHEN i."unique" AND c.seqno = (SELECT max(seqno) FROM pragma_index_info(i.name)) THEN ' 1'
                                     WHEN c.seqno = 0 AND c.name = 'snapshot_id' THEN ' 100000'
                                     -- A content has many lines, and one word may be in each content.
                                     WHEN c.seqno = 0 AND o.name IN (SELECT name || '_rows' FROM content_kinds) THEN iif(c.name = 'content_id', ' 1000', ' 100000')
                                     ELSE ' 10' END, '')
                     FROM pragma_index_info(i.name) AS c)
FROM sqlite_schema AS o
JOIN pragma_index_list(o.name) AS i
WHERE o.type = 'table' AND o.name NOT LIKE 'sqlite!_%' ESCAPE '!';
ANALYZE sqlite_schema;
