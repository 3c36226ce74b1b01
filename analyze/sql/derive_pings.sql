-- Of snapshot ?1.  Runs behind the sockets of the internet, if any is of icmp.
--
-- icmp and icmp6 check the family of only the first socket in a bucket (ping_get_next in net/ipv4/ping.c), so they list the
-- sockets behind it with an empty address of the other family.  Of two rows with one inode, a row without an address that is not
-- the first of its bucket goes, if the other row has an address or is the first.
WITH pings AS MATERIALIZED (
    SELECT s.socket_id, s.net_namespace, s.family, s.inode,
           s.local_ip NOT IN (x'00000000', x'00000000000000000000000000000000')
           OR (s.member_id, s.line) IN (SELECT f.member_id, min(f.line) FROM proc_net_inet AS f
                                        WHERE f.snapshot_id = ?1 AND f.protocol IN (1, 58)
                                        GROUP BY f.member_id, f.sl) AS is_sure
    FROM sockets AS s
    WHERE s.snapshot_id = ?1 AND s.protocol IN (1, 58)
)
DELETE FROM sockets
WHERE socket_id IN (SELECT a.socket_id
                    FROM pings AS a
                    JOIN pings AS b ON b.net_namespace = a.net_namespace AND b.inode = a.inode AND b.family <> a.family
                    WHERE b.is_sure AND NOT a.is_sure);
