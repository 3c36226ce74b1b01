-- Merges the rows of /proc/net/unix and of the diag dumps, of both passes, into sockets: unix sockets of snapshot ?1.
--
-- A socket is known by namespace and inode.  Rows with inode 0 wait to be accepted, and there may be many with one name:
-- the first of one pass is taken for the first of the other.  A newline in a bound path forges a row of the text table, but
-- not of a dump: what both passes of the text show and no dump does, where there is one, is forged.

INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, path, abstract, bound_name, inode, cookie, uid,
                     recv_q, send_q, seen, ownership, member_id, line, diag_member_id, diag_line)
WITH
rows AS (
    SELECT net_namespace, inode, path, pass, pass AS text_pass, (member_id << 32) + line AS text_key, NULL AS diag_key,
           CASE inode WHEN 0 THEN row_number() OVER (PARTITION BY net_namespace, inode, path, pass ORDER BY member_id, line)
           END AS waiting
    FROM proc_net_unix
    WHERE snapshot_id = ?1
    UNION ALL
    SELECT net_namespace, inode, path, pass, NULL, NULL, (member_id << 32) + line, NULL
    FROM diag_unix
    WHERE snapshot_id = ?1
),
merged AS MATERIALIZED (
    SELECT max(text_key) AS text_key, max(diag_key) AS diag_key,
           substr(iif(max(text_pass = 'before'), ',before', '') || iif(max(text_pass = 'after'), ',after', '')
                  || iif(max(diag_key), ',diag', ''), 2) AS seen,
           min(pass) = max(pass) AS once
    FROM rows
    GROUP BY net_namespace, inode, CASE inode WHEN 0 THEN path END, waiting
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
       CASE WHEN coalesce(d.inode, t.inode) = 0 THEN iif(t.st = 2, 'not_accepted', 'orphan')
            WHEN m.seen = 'before,after' AND EXISTS (SELECT 1 FROM diag_unix AS x WHERE x.snapshot_id = ?1
                                                     AND x.net_namespace = t.net_namespace) THEN 'forged'
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
