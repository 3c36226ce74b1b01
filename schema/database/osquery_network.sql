-- osquery's views of interfaces, addresses, routes and neighbours.  Its columns come first, with its types and its values; ours come
-- after them.  osquery looks at the network namespace that it runs in; these have the rows of all of them, and net_namespace tells.
--
-- They are made of the rtnetlink dumps, and of the text tables where a namespace has no such dump, or not all of it (a row may be
-- there twice then; '/' is the byte behind the '.' of route.1): in those of text some columns are NULL, which the comments say.
-- Each part of a UNION casts the numbers that it has not, since a comparison with text takes the affinity of any of them.  Where
-- osquery reads a value wrongly, ours is right, and the comment says so.

CREATE VIEW arp_cache (
    -- A neighbour by ARP, as osquery; those of IPv6 are in rtnl_neighbour.
    address, -- IPv4 address; empty where a dump has none
    mac, -- link-layer address, 00:00:00:00:00:00 while it is not known
    interface, -- name of the interface, empty when it is not known, * where the host answers on all (proxy ARP)
    permanent, -- 1 when it was set by hand, else 0 (text, as osquery)
    net_namespace, -- inode number of the namespace
    snapshot_id, -- the snapshot
    nud_state, -- NUD_* as in rtnl_neighbour; NULL where only the text table shows the row
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT coalesce(n.address, ''), coalesce(n.mac, '00:00:00:00:00:00') COLLATE NOCASE,
       coalesce((SELECT l.interface_name FROM rtnl_link AS l
                 WHERE l.snapshot_id = n.snapshot_id AND l.net_namespace = n.net_namespace
                   AND l.interface_index = n.interface_index), ''),
       CAST(iif(n.state & 128, '1', '0') AS TEXT), n.net_namespace, n.snapshot_id, n.state, n.member_id, n.line
FROM rtnl_neighbour AS n
WHERE n.family = 2 AND n.state & ~64 -- /proc/net/arp leaves out those of interfaces without ARP
UNION ALL
SELECT a.address, coalesce(a.mac, '00:00:00:00:00:00') COLLATE NOCASE, a.interface_name,
       CAST(iif(a.flags = 6, '1', '0') AS TEXT), a.net_namespace, a.snapshot_id, CAST(NULL AS INTEGER), a.member_id, a.line
FROM proc_net_arp AS a
WHERE a.flags & 8 -- no dump shows what the host answers for
   OR NOT coalesce((SELECT min(m.verified AND m.state IN ('ok', 'empty')) FROM members AS m
                  WHERE m.snapshot_id = a.snapshot_id AND m.path >= 'net/' || a.net_namespace || '/context/rtnetlink/neighbour'
                    AND m.path < 'net/' || a.net_namespace || '/context/rtnetlink/neighbour/'), 0);

CREATE VIEW routes (
    -- A route, as osquery: of every table, and one row for each way of a multipath route (osquery has one without gateway and interface).
    destination, -- address; 0.0.0.0 or :: for the default route
    netmask, -- bits of the destination, but 0 for the route of one host
    gateway, -- address; empty without
    source, -- source address to use; empty where the route does not say, as the text tables never do
    flags, -- RTNH_F_*, RTM_F_*; 0 from the text tables, which have other flags
    interface, -- name of the interface; empty for none, and when it is not known
    mtu, -- MTU, 0 where the route does not say, as the text tables never do: they have the segment size
    metric, -- metric, 0 none
    type, -- gateway (any unicast route), local, broadcast, anycast, other
    hopcount, -- hop limit, 0 where the route does not say, as the text tables never do
    net_namespace, -- inode number of the namespace
    snapshot_id, -- the snapshot
    address_family, -- 2 AF_INET, 10 AF_INET6
    prefix_length, -- bits of the destination, of the route of one host too
    table_id, -- routing table: 254 main, 255 local; NULL from /proc/net/ipv6_route, which does not say
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT coalesce(r.destination_address, iif(r.family = 2, '0.0.0.0', '::')),
       CAST(iif(r.destination_length = iif(r.family = 2, 32, 128), 0, r.destination_length) AS INTEGER),
       coalesce(h.gateway_address, r.gateway_address, ''), coalesce(r.preferred_source_address, ''), r.flags,
       coalesce((SELECT l.interface_name FROM rtnl_link AS l
                 WHERE l.snapshot_id = r.snapshot_id AND l.net_namespace = r.net_namespace
                   AND l.interface_index = coalesce(h.interface_index, r.interface_index)), ''),
       CAST(coalesce(r.mtu, 0) AS INTEGER), CAST(coalesce(r.priority, 0) AS INTEGER),
       CASE r.type WHEN 1 THEN 'gateway' WHEN 2 THEN 'local' WHEN 3 THEN 'broadcast' WHEN 4 THEN 'anycast' ELSE 'other' END,
       CAST(coalesce(r.hop_limit, 0) AS INTEGER),
       r.net_namespace, r.snapshot_id, r.family, r.destination_length, r.table_id, r.member_id, r.line
FROM rtnl_route AS r
LEFT JOIN rtnl_route_nexthops AS h ON h.snapshot_id = r.snapshot_id AND h.member_id = r.member_id AND h.line = r.line
WHERE r.family IN (2, 10)
UNION ALL
SELECT t.destination_address, CAST(iif(t.bits = 32, 0, t.bits) AS INTEGER), iif(t.gateway_address = '0.0.0.0', '', t.gateway_address), '',
       CAST(0 AS INTEGER), coalesce(nullif(t.interface_name, '*'), ''), CAST(0 AS INTEGER), t.metric,
       iif(t.flags & 512, 'other', 'gateway'), CAST(0 AS INTEGER),
       t.net_namespace, t.snapshot_id, CAST(2 AS INTEGER), CAST(t.bits AS INTEGER), CAST(254 AS INTEGER), t.member_id, t.line
FROM (SELECT *, 4 * (8 - length(ltrim(hex(mask_ip), 'F')))
                + instr('8CE', substr(ltrim(hex(mask_ip), 'F') || '0', 1, 1)) AS bits
      FROM proc_net_route) AS t
WHERE NOT coalesce((SELECT min(m.verified AND m.state IN ('ok', 'empty')) FROM members AS m
                  WHERE m.snapshot_id = t.snapshot_id AND m.path >= 'net/' || t.net_namespace || '/context/rtnetlink/route'
                    AND m.path < 'net/' || t.net_namespace || '/context/rtnetlink/route/'), 0)
UNION ALL
SELECT t.destination_address, CAST(iif(t.destination_length = 128, 0, t.destination_length) AS INTEGER),
       iif(t.gateway_address = '::', '', t.gateway_address), '', CAST(0 AS INTEGER), coalesce(t.interface_name, ''), CAST(0 AS INTEGER), t.metric,
       CASE WHEN t.flags & 0x80000000 THEN 'local' WHEN t.flags & 0x100000 THEN 'anycast' WHEN t.flags & 0x200 THEN 'other'
            ELSE 'gateway' END,
       CAST(0 AS INTEGER), t.net_namespace, t.snapshot_id, CAST(10 AS INTEGER), t.destination_length, CAST(NULL AS INTEGER), t.member_id, t.line
FROM proc_net_ipv6_route AS t
WHERE NOT t.flags & 0x1000000 -- copies that a cache holds, which are in no dump
  AND NOT coalesce((SELECT min(m.verified AND m.state IN ('ok', 'empty')) FROM members AS m
                  WHERE m.snapshot_id = t.snapshot_id AND m.path >= 'net/' || t.net_namespace || '/context/rtnetlink/route'
                    AND m.path < 'net/' || t.net_namespace || '/context/rtnetlink/route/'), 0);

CREATE VIEW interface_addresses (
    -- An address of an interface, as osquery.
    interface, -- label of the address, else name of the interface; empty when it is not known: for IPv4 where only /proc/net/fib_trie shows the address
    address, -- address; link-local ones of IPv6 with % and the interface behind
    mask, -- netmask; empty where only /proc/net/fib_trie shows the address
    broadcast, -- broadcast address, empty without (osquery says the address itself then); NULL where only /proc/net/fib_trie shows the address
    point_to_point, -- address of the other end, empty without (osquery says the own address for the loopback interface); NULL as broadcast
    type, -- unknown, as osquery says on Linux; what the kernel knows of the origin is in rtnl_address
    net_namespace, -- inode number of the namespace
    snapshot_id, -- the snapshot
    address_family, -- 2 AF_INET, 10 AF_INET6
    ip, -- address as 4 or 16 bytes in network order
    prefix_length, -- bits of the network; NULL where only /proc/net/fib_trie shows the address
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT coalesce(label, ''),
       coalesce(address, '') || iif(family = 10 AND substr(hex(ip), 1, 2) = 'FE' AND substr(hex(ip), 3, 1) IN ('8', '9', 'A', 'B'),
                                    '%' || coalesce(interface_name, '?'), ''),
       CASE WHEN prefix_length IS NULL THEN ''
           WHEN family = 2 THEN (4294967295 << (32 - prefix_length) >> 24 & 255) || '.' || (4294967295 << (32 - prefix_length) >> 16 & 255)
                       || '.' || (4294967295 << (32 - prefix_length) >> 8 & 255) || '.' || (4294967295 << (32 - prefix_length) & 255)
           ELSE substr('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 1, prefix_length / 16 * 5 - (prefix_length >= 128))
                || substr('8000c000e000f000f800fc00fe00ff00ff80ffc0ffe0fff0fff8fffcfffe', prefix_length % 16 * 4 - 3,
                          iif(prefix_length % 16, 4, 0))
                || CASE WHEN prefix_length > 112 THEN '' WHEN prefix_length > 96 THEN iif(prefix_length % 16, ':0', '0')
                        WHEN prefix_length % 16 = 0 AND prefix_length > 0 THEN ':' ELSE '::' END END,
       broadcast, peer_address, 'unknown', net_namespace, snapshot_id, family, ip,
       prefix_length, member_id, line
FROM namespace_addresses
WHERE ip IS NOT NULL;

CREATE VIEW interface_details (
    -- A network interface, as osquery.
    interface, -- name
    mac, -- link-layer address, 00:00:00:00:00:00 without, and from /proc/net/dev
    type, -- lower eight bits of hardware_type (1 ethernet, 4 loopback), since that is what osquery says; 0 from /proc/net/dev
    mtu, -- MTU; 0 when it is not known, as from /proc/net/dev
    metric, -- 0: Linux has none
    flags, -- IFF_*: 1 up, 8 loopback, 256 promiscuous (requested by anybody), …; NULL from /proc/net/dev
    ipackets, -- packets received; NULL, as the eight behind it, where a dump has no statistics, as osquery (in 64 bits; osquery has the lower 32 of this and the next)
    opackets, -- packets sent
    ibytes, -- bytes received
    obytes, -- bytes sent
    ierrors, -- errors
    oerrors, -- errors
    idrops, -- packets received and dropped
    odrops, -- packets not sent but dropped
    collisions, -- collisions
    last_change, -- -1: Linux does not say
    link_speed, -- 0: only an ioctl (SIOCETHTOOL) tells, which is not captured
    pci_slot, -- slot of a PCI device; -1 for others and before 5.13, where only an ioctl tells
    net_namespace, -- inode number of the namespace
    snapshot_id, -- the snapshot
    interface_index, -- index of the interface; NULL from /proc/net/dev
    hardware_type, -- ARPHRD_*: 1 ethernet, 772 loopback, …; NULL from /proc/net/dev
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT coalesce(l.interface_name, ''), coalesce(l.mac, '00:00:00:00:00:00') COLLATE NOCASE, CAST(l.type & 255 AS INTEGER),
       CAST(coalesce(l.mtu, 0) AS INTEGER),
       CAST(0 AS INTEGER),
       CAST(l.flags & ~768 | iif(coalesce(l.promiscuity, l.flags & 256), 256, 0) | iif(coalesce(l.allmulti, l.flags & 512), 512, 0)
            AS INTEGER),
       l.rx_packets, l.tx_packets, l.rx_bytes, l.tx_bytes, l.rx_errors, l.tx_errors, l.rx_dropped, l.tx_dropped, l.collisions,
       CAST(-1 AS INTEGER), CAST(0 AS INTEGER), CAST(iif(l.parent_bus = 'pci', coalesce(l.parent_device, '-1'), '-1') AS TEXT),
       l.net_namespace, l.snapshot_id, l.interface_index, l.type, l.member_id, l.line
FROM rtnl_link AS l
UNION ALL
SELECT coalesce(d.interface_name, ''), '00:00:00:00:00:00' COLLATE NOCASE, CAST(0 AS INTEGER), CAST(0 AS INTEGER), CAST(0 AS INTEGER),
       CAST(NULL AS INTEGER), d.rx_packets, d.tx_packets, d.rx_bytes, d.tx_bytes,
       d.rx_errors, d.tx_errors, d.rx_dropped, d.tx_dropped, d.tx_collisions, CAST(-1 AS INTEGER), CAST(0 AS INTEGER), '-1',
       d.net_namespace, d.snapshot_id, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), d.member_id, d.line
FROM proc_net_dev AS d
WHERE NOT coalesce((SELECT min(m.verified AND m.state IN ('ok', 'empty')) FROM members AS m
                  WHERE m.snapshot_id = d.snapshot_id AND m.path >= 'net/' || d.net_namespace || '/context/rtnetlink/link'
                    AND m.path < 'net/' || d.net_namespace || '/context/rtnetlink/link/'), 0);
