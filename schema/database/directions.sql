-- Which way the sockets of TCP, UDP and their kin look, and where the addresses are.

CREATE TABLE address_classes (
    -- Ranges of addresses that are not public. The rows are the same in every database.
    name TEXT NOT NULL, -- any, loopback, private, link-local, multicast
    bytes INTEGER NOT NULL, -- length of its addresses: 4 or 16
    first BLOB NOT NULL, -- first address, network order
    last BLOB NOT NULL, -- last address
    PRIMARY KEY (bytes, first)
) STRICT, WITHOUT ROWID;
INSERT INTO address_classes (name, bytes, first, last) VALUES
    ('any', 4, x'00000000', x'00000000'),
    ('private', 4, x'0a000000', x'0affffff'),    -- 10/8
    ('private', 4, x'64400000', x'647fffff'),    -- 100.64/10, shared by the customers of a provider
    ('loopback', 4, x'7f000000', x'7fffffff'),   -- 127/8
    ('link-local', 4, x'a9fe0000', x'a9feffff'), -- 169.254/16
    ('private', 4, x'ac100000', x'ac1fffff'),    -- 172.16/12
    ('private', 4, x'c0a80000', x'c0a8ffff'),    -- 192.168/16
    ('multicast', 4, x'e0000000', x'efffffff'),  -- 224/4
    ('any', 16, x'00000000000000000000000000000000', x'00000000000000000000000000000000'),
    ('loopback', 16, x'00000000000000000000000000000001', x'00000000000000000000000000000001'),
    ('private', 16, x'fc000000000000000000000000000000', x'fdffffffffffffffffffffffffffffff'),    -- fc00::/7
    ('link-local', 16, x'fe800000000000000000000000000000', x'febfffffffffffffffffffffffffffff'), -- fe80::/10
    ('multicast', 16, x'ff000000000000000000000000000000', x'ffffffffffffffffffffffffffffffff');  -- ff00::/8

CREATE VIEW inet_sockets (
    -- A socket of IPv4 or IPv6, with what follows from its addresses. As sockets, but for what only other families have.
    socket_id, -- the socket in sockets
    net_namespace, -- inode number of the namespace
    family, -- AF_*: 2 inet, 10 inet6
    protocol, -- IPPROTO_*: 6 tcp, 17 udp, …; 255 for raw
    state, -- ESTABLISHED, LISTEN, …; NULL where the protocol has none
    local_address, -- address as text
    local_ip, -- address as 4 or 16 bytes in network order
    local_port, -- port
    remote_address, -- address as text
    remote_ip, -- address as 4 or 16 bytes in network order
    remote_port, -- port
    direction, -- listen (waits for others), local (the other end is an address of loopback, or of this namespace), in (somebody listens to its local port in its namespace), out (nobody does); NULL where it has no peer and waits for none
    service_port, -- the port that names the service: the local one where somebody listens to it, else the remote one
    local_class, -- of the local address: as in address_classes, else public
    remote_class, -- of the remote address; any without a peer
    inode, -- inode of the socket, 0 where it has none
    uid, -- owner of the socket as the kernel printed it
    ownership, -- owned, or why there is no owner
    pid, -- the process that holds it, the one with the lowest number; NULL without one
    snapshot_id, -- the snapshot
    member_id, -- where it was last read
    line, -- line of that member
    community_id, -- Community ID (version 1, seed 0) of its packets, as Suricata and Zeek write it; NULL where it has none: as in sockets
    family_name, -- inet or inet6
    protocol_name, -- the protocol in a word: tcp, udp, …; as in sockets
    interface_index, -- interface that it is bound to, or that its link-local addresses belong to, 0 none; NULL where no dump tells
    interface_name -- name of that interface
) AS
WITH ends AS (
    -- IPv4 addresses inside IPv6 sockets count as what they are.
    SELECT *, iif(length(local_ip) = 16 AND substr(local_ip, 1, 12) = x'00000000000000000000ffff', substr(local_ip, 13), local_ip) AS l,
           iif(length(remote_ip) = 16 AND substr(remote_ip, 1, 12) = x'00000000000000000000ffff', substr(remote_ip, 13), remote_ip) AS r
    FROM sockets
    WHERE family IN (2, 10)
),
placed AS (
    SELECT *,
           iif(l IS NULL, NULL, coalesce((SELECT c.name FROM address_classes AS c WHERE c.bytes = length(e.l) AND e.l BETWEEN c.first AND c.last),
                                         'public')) AS local_class,
           iif(r IS NULL, NULL, coalesce((SELECT c.name FROM address_classes AS c WHERE c.bytes = length(e.r) AND e.r BETWEEN c.first AND c.last),
                                         'public')) AS remote_class
    FROM ends AS e
),
served AS (
    SELECT *, EXISTS (SELECT 1 FROM sockets AS w
                      WHERE w.snapshot_id = p.snapshot_id AND w.net_namespace = p.net_namespace AND w.protocol = p.protocol
                        AND w.local_port = p.local_port AND w.state = 'LISTEN') AS serves
    FROM placed AS p
),
directed AS (
    SELECT *,
           CASE WHEN state = 'LISTEN' OR protocol IN (17, 136) AND coalesce(remote_port, 0) = 0 AND coalesce(state, '') <> 'CLOSED' THEN 'listen'
                WHEN coalesce(remote_port, 0) = 0 THEN NULL
                WHEN remote_class = 'loopback' OR r = l
                     OR EXISTS (SELECT 1 FROM namespace_addresses AS a
                                WHERE a.snapshot_id = s.snapshot_id AND a.net_namespace = s.net_namespace AND a.ip = s.r) THEN 'local'
                WHEN serves THEN 'in'
                ELSE 'out' END AS direction
    FROM served AS s
)
SELECT socket_id, net_namespace, family, protocol, state, local_address, local_ip, local_port, remote_address, remote_ip, remote_port, direction,
       iif(serves OR direction = 'listen', local_port, remote_port), local_class, remote_class, inode, uid, ownership,
       (SELECT min(f.pid) FROM process_fds AS f
        WHERE f.snapshot_id = d.snapshot_id AND f.type = 'socket' AND f.inode = d.inode AND d.ownership = 'owned'),
       snapshot_id, member_id, line, community_id, family_name, protocol_name, interface_index, interface_name
FROM directed AS d;
