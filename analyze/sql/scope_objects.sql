-- The tables and views whose name occurs in the SQL ?1: for each a script that makes an empty table of the same name and columns, and which
-- of the columns, from 0, is the snapshot_id; NULL where there is none, and for those that tell of snapshots and hosts as wholes.
-- The names come first, since the columns of a view cost a compilation of it.
WITH
named (name) AS MATERIALIZED (
    SELECT name FROM main.sqlite_schema WHERE type IN ('table', 'view') AND instr(lower(?1), lower(name)) > 0
)
SELECT n.name, printf('CREATE TABLE "%w" (%s)', n.name, (SELECT group_concat(printf('"%w"', c.name))
                                                         FROM (SELECT name FROM pragma_table_xinfo(n.name, 'main') ORDER BY cid) AS c)),
       CASE WHEN n.name NOT IN ('snapshots', 'archives', 'snapshot_hosts', 'snapshot_neighbours')
            THEN (SELECT c.cid FROM pragma_table_info(n.name, 'main') AS c WHERE c.name = 'snapshot_id') END
FROM named AS n;
