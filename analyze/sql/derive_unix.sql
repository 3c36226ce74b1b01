-- Merges the rows of /proc/net/unix and of the diag dumps, of both passes, into sockets: unix sockets of snapshot ?1.
--
-- A socket is known by namespace and inode.  Rows with inode 0 wait to be accepted, and many may have one name:
-- rows of the two passes are paired in order.
--
-- A newline in a bound path forges a row of the text table, but not of a dump.  Where a dump was taken, a row is forged if both
-- passes of the text show it and no dump does.  A row is also forged if a dump shows another name for its inode: a socket is
-- bound only once, and the text can miss only the part of a name behind a newline.

INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, path, abstract, bound_name, inode, cookie, uid,
                     recv_q, send_q, seen, ownership, member_id, line, diag_member_id, diag_line)
WITH
dumped AS MATERIALIZED (
    SELECT net_namespace, inode, path, max((member_id << 32) + line) FROM diag_unix
    WHERE snapshot_id = ?1 AND path IS NOT NULL
    GROUP BY net_namespace, inode
),
rows AS (
    SELECT t.net_namespace, t.inode, t.path, t.pass, t.pass AS text_pass, (t.member_id << 32) + t.line AS text_key, NULL AS diag_key,
           CASE t.inode WHEN 0 THEN row_number() OVER (PARTITION BY t.net_namespace, t.inode, t.path, t.type, t.pass
                                                       ORDER BY t.member_id, t.line) END AS waiting,
           t.path <> d.path AND instr(d.path, t.path || char(10)) <> 1 AS is_forged
    FROM proc_net_unix AS t
    LEFT JOIN dumped AS d ON d.net_namespace = t.net_namespace AND d.inode = t.inode
    WHERE t.snapshot_id = ?1
    UNION ALL
    SELECT net_namespace, inode, path, pass, NULL, NULL, (member_id << 32) + line, NULL, NULL
    FROM diag_unix
    WHERE snapshot_id = ?1
),
merged AS MATERIALIZED (
    SELECT max(text_key) AS text_key, max(diag_key) AS diag_key,
           substr(iif(max(text_pass = 'before'), ',before', '') || iif(max(text_pass = 'after'), ',after', '')
                  || iif(max(diag_key), ',diag', ''), 2) AS seen,
           min(pass) = max(pass) AS once, max(is_forged) AS is_forged
    FROM rows
    GROUP BY net_namespace, inode, CASE WHEN inode = 0 OR is_forged THEN path END, is_forged IS 1, waiting
)
SELECT ?1, coalesce(d.net_namespace, t.net_namespace), 1, 0,
       -- MIPS numbers SOCK_DGRAM 1 and SOCK_STREAM 2.
       CASE coalesce(d.type, t.type)
           WHEN 5 THEN 'seqpacket'
           WHEN 1 THEN iif(n.architecture LIKE 'mips%', 'dgram', 'stream')
           WHEN 2 THEN iif(n.architecture LIKE 'mips%', 'stream', 'dgram') END,
       CASE WHEN d.state IS NOT NULL
                THEN CASE d.state WHEN 1 THEN 'CONNECTED' WHEN 2 THEN 'CONNECTING' WHEN 7 THEN 'UNCONNECTED'
                                  WHEN 10 THEN 'LISTENING' ELSE 'UNKNOWN' END
            WHEN t.flags & 65536 THEN 'LISTENING'
            ELSE CASE t.st WHEN 0 THEN 'FREE' WHEN 1 THEN 'UNCONNECTED' WHEN 2 THEN 'CONNECTING' WHEN 3 THEN 'CONNECTED'
                           WHEN 4 THEN 'DISCONNECTING' ELSE 'UNKNOWN' END END,
       iif(d.inode IS NULL, t.path, d.path), iif(d.inode IS NULL, t.abstract, d.abstract), d.bound_name,
       coalesce(d.inode, t.inode), d.cookie, d.uid, d.rqueue, d.wqueue, m.seen,
       CASE WHEN m.is_forged THEN 'forged'
            WHEN coalesce(d.inode, t.inode) = 0 THEN iif(t.st = 2, 'not_accepted', 'orphan')
            WHEN m.seen = 'before,after'
                 AND t.net_namespace IN (SELECT x.net_namespace FROM diag_unix AS x WHERE x.snapshot_id = ?1) THEN 'forged'
            WHEN m.once THEN 'race'
            ELSE 'unexplained' END,
       coalesce(m.text_key, m.diag_key) >> 32, coalesce(m.text_key, m.diag_key) & 4294967295,
       m.diag_key >> 32, m.diag_key & 4294967295
FROM merged AS m
JOIN snapshots AS n ON n.snapshot_id = ?1
LEFT JOIN proc_net_unix AS t
  ON t.snapshot_id = ?1 AND t.member_id = m.text_key >> 32 AND t.line = m.text_key & 4294967295
LEFT JOIN diag_unix AS d
  ON d.snapshot_id = ?1 AND d.member_id = m.diag_key >> 32 AND d.line = m.diag_key & 4294967295;

-- A row in the lines that the rest of a name takes is forged, too.  A name that continues in a line like a row is known from a dump,
-- and so are its newlines.  A forged row may bear the inode of such a socket, so a row inside the lines of another's name takes up
-- no lines with a name of its own.
WITH RECURSIVE
dumped AS MATERIALIZED (
    SELECT net_namespace, inode, path, length(CAST(path AS BLOB)) - length(CAST(replace(path, char(10), '') AS BLOB)) AS newlines,
           max((member_id << 32) + line)
    FROM diag_unix
    WHERE snapshot_id = ?1 AND instr(path, char(10))
    GROUP BY net_namespace, inode
),
broken AS MATERIALIZED (
    SELECT t.member_id, t.line, t.line + d.newlines AS last, row_number() OVER (ORDER BY t.member_id, t.line) AS n
    FROM proc_net_unix AS t
    CROSS JOIN dumped AS d ON d.net_namespace = t.net_namespace AND d.inode = t.inode
    WHERE t.snapshot_id = ?1 AND instr(d.path, t.path || char(10)) = 1
),
names (n, member_id, line, last) AS (
    SELECT n, member_id, line, last FROM broken WHERE n = 1
    UNION ALL
    SELECT b.n, b.member_id, iif(b.member_id = a.member_id AND b.line <= a.last, a.line, b.line),
           iif(b.member_id = a.member_id AND b.line <= a.last, a.last, b.last)
    FROM names AS a
    JOIN broken AS b ON b.n = a.n + 1
),
covered AS (
    SELECT socket_id, line, max(last) OVER (PARTITION BY member_id ORDER BY line, socket_id IS NULL) AS last
    FROM (SELECT NULL AS socket_id, member_id, line, last FROM names
          UNION ALL
          SELECT socket_id, member_id, line, NULL FROM sockets
          WHERE snapshot_id = ?1 AND family = 1 AND diag_member_id IS NULL)
)
UPDATE sockets SET ownership = 'forged' WHERE socket_id IN (SELECT c.socket_id FROM covered AS c WHERE c.line <= c.last);
