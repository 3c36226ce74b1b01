
-- The sockets of the made-up table of QUIC, which is UDP underneath.
INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, local_address, local_ip, local_port, inode, uid, seen,
                     ownership, member_id, line)
SELECT ?1, net_namespace, 2, 261, 'stream', local_address, local_ip, local_port, inode, uid,
       substr(iif(max(pass = 'before'), ',before', '') || iif(max(pass = 'after'), ',after', ''), 2),
       CASE WHEN inode = 0 THEN 'orphan' WHEN min(pass) = max(pass) THEN 'race' ELSE 'unexplained' END,
       max((member_id << 32) + line) >> 32, max((member_id << 32) + line) & 4294967295
FROM proc_net_quic
WHERE snapshot_id = ?1
GROUP BY net_namespace, inode;
