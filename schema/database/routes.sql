-- Routes, rules and neighbours, and the routes of multicast.  The views as in interfaces.sql.

CREATE TABLE rtnl_route (
    -- A route of any table (RTM_NEWROUTE), as ip route show table all shows it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6, 28 AF_MPLS, 128 and 129 multicast routes of IPv4 and IPv6
    destination_address TEXT, -- destination; NULL is the default route as text
    destination_ip BLOB, -- the same as bytes in network order
    destination_length INTEGER NOT NULL, -- bits of the destination
    source_address TEXT, -- source that it is for as text
    source_ip BLOB, -- the same as bytes in network order
    source_length INTEGER NOT NULL, -- bits of the source
    gateway_address TEXT, -- gateway; may be of another family as text
    gateway_ip BLOB, -- the same as bytes in network order
    preferred_source_address TEXT, -- source address to use as text
    preferred_source_ip BLOB, -- the same as bytes in network order
    interface_index INTEGER, -- interface to send on
    input_interface_index INTEGER, -- interface that it is for
    priority INTEGER, -- metric
    table_id INTEGER, -- routing table: 254 main, 255 local, 253 default
    protocol INTEGER NOT NULL, -- who made it: 2 kernel, 3 boot, 4 static, 9 router advertisement, 16 dhcp, …
    scope INTEGER NOT NULL, -- 0 global, 200 site, 253 link, 254 host, 255 nowhere
    type INTEGER NOT NULL, -- 1 unicast, 2 local, 3 broadcast, 4 anycast, 5 multicast, 6 blackhole, 7 unreachable, 8 prohibit, 9 throw
    flags INTEGER NOT NULL, -- RTNH_F_*, RTM_F_*: 1 dead, 4 onlink, 16 link down, 512 cloned, …
    tos INTEGER NOT NULL, -- type of service
    mark INTEGER, -- packet mark
    flow INTEGER, -- realms
    mtu INTEGER, -- MTU
    advmss INTEGER, -- segment size to advertise
    hop_limit INTEGER, -- hop limit
    preference INTEGER, -- IPv6 router preference: 0 medium, 1 high, 3 low
    expires INTEGER, -- clock ticks (USER_HZ) until it ends, 0 never
    encap_type INTEGER, -- LWTUNNEL_ENCAP_*: 1 mpls, 2 ip, 4 ip6, 5 seg6, 6 bpf, …
    nexthop_id INTEGER, -- number of its next-hop object
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE rtnl_route_nexthops (
    -- One of the next hops of a multipath route. The route is the row of rtnl_route with the same key.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    ordinal INTEGER NOT NULL, -- number within the message
    interface_index INTEGER NOT NULL, -- interface to send on
    gateway_address TEXT, -- gateway as text
    gateway_ip BLOB, -- the same as bytes in network order
    weight INTEGER NOT NULL, -- share of the packets
    flags INTEGER NOT NULL, -- RTNH_F_*
    flow INTEGER, -- realms
    encap_type INTEGER, -- LWTUNNEL_ENCAP_*
    PRIMARY KEY (snapshot_id, member_id, line, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE rtnl_rule (
    -- A rule that chooses a routing table (RTM_NEWRULE), as ip rule shows it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6, 128 and 129 multicast
    priority INTEGER, -- rules are tried in this order
    action INTEGER NOT NULL, -- 1 look up table_id, 2 go to goto_priority, 3 nothing, 6 blackhole, 7 unreachable, 8 prohibit
    source_address TEXT, -- source; NULL for any as text
    source_ip BLOB, -- the same as bytes in network order
    source_length INTEGER NOT NULL, -- bits of the source
    destination_address TEXT, -- destination; NULL for any as text
    destination_ip BLOB, -- the same as bytes in network order
    destination_length INTEGER NOT NULL, -- bits of the destination
    tos INTEGER NOT NULL, -- type of service
    dscp INTEGER, -- DSCP
    input_interface TEXT, -- name of the interface that packets come from; lo for the host's own
    output_interface TEXT, -- name of the interface that the socket is bound to
    mark INTEGER, -- packet mark
    mark_mask INTEGER, -- bits of the mark that count
    table_id INTEGER, -- routing table
    goto_priority INTEGER, -- rule to go on with
    flags INTEGER NOT NULL, -- FIB_RULE_*: 1 permanent, 2 inverted, 4 its target is missing, 8 and 16 its interface is missing
    flow INTEGER, -- realms
    tunnel_id INTEGER, -- tunnel key
    suppress_ifgroup INTEGER, -- interface group whose routes do not count, -1 none
    suppress_prefix_length INTEGER, -- routes with a prefix up to that do not count, -1 none
    l3mdev INTEGER, -- 1: the table of the vrf
    uid_start INTEGER, -- first user
    uid_end INTEGER, -- last user
    protocol INTEGER, -- who made it, as in rtnl_route
    ip_protocol INTEGER, -- IPPROTO_*
    source_port_start INTEGER, -- first port
    source_port_end INTEGER, -- last port
    destination_port_start INTEGER, -- first port
    destination_port_end INTEGER, -- last port
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE rtnl_neighbour (
    -- A neighbour or forwarding entry (RTM_NEWNEIGH), as ip neighbour and bridge fdb show it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- 2 AF_INET (ARP), 10 AF_INET6, 7 AF_BRIDGE (forwarding table)
    interface_index INTEGER NOT NULL, -- interface
    address TEXT, -- neighbour; forwarding entries of vxlan: the remote end as text
    ip BLOB, -- the same as bytes in network order
    mac TEXT, -- link-layer address; NULL while it is not known
    state INTEGER NOT NULL, -- NUD_*: 1 incomplete, 2 reachable, 4 stale, 8 delay, 16 probe, 32 failed, 64 no ARP, 128 permanent
    flags INTEGER NOT NULL, -- NTF_*: 2 self, 4 master, 8 proxy, 16 external, 128 router, …
    extended_flags INTEGER, -- NTF_EXT_*
    type INTEGER NOT NULL, -- RTN_*: 1 unicast, 2 local, 5 multicast
    confirmed INTEGER, -- clock ticks (USER_HZ) ago
    used INTEGER, -- clock ticks ago
    updated INTEGER, -- clock ticks ago
    reference_count INTEGER, -- references
    probes INTEGER, -- questions not answered
    protocol INTEGER, -- who made it, as in rtnl_route
    master INTEGER, -- interface_index of the bridge
    vlan INTEGER, -- vlan
    vni INTEGER, -- vxlan network identifier
    source_vni INTEGER, -- vxlan network identifier of the source
    port INTEGER, -- UDP port of the remote end
    via_interface_index INTEGER, -- interface towards the remote end
    link_netnsid INTEGER, -- number of the namespace of that interface
    nexthop_id INTEGER, -- number of its next-hop object
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX rtnl_neighbour_by_ip ON rtnl_neighbour (ip, snapshot_id);

CREATE TABLE proc_net_arp (
    -- A row of /proc/net/arp: a neighbour by IPv4, or an address that the host answers for (proxy ARP).
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    address TEXT NOT NULL, -- neighbour as text
    ip BLOB NOT NULL, -- the same as bytes in network order
    hardware_type INTEGER NOT NULL, -- ARPHRD_*: 1 ethernet, …
    flags INTEGER NOT NULL, -- ATF_*: 0 incomplete, 2 complete, 4 permanent, 8 published
    mac TEXT, -- link-layer address, zeros while it is not known; NULL for a device without
    interface_name TEXT NOT NULL, -- interface, * for all (proxy ARP)
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_route (
    -- A row of /proc/net/route: an IPv4 route of the main table.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_name TEXT NOT NULL, -- interface, * for a route that rejects
    destination_address TEXT NOT NULL, -- destination as text
    destination_ip BLOB NOT NULL, -- the same as bytes in network order
    gateway_address TEXT NOT NULL, -- gateway, 0.0.0.0 none as text
    gateway_ip BLOB NOT NULL, -- the same as bytes in network order
    flags INTEGER NOT NULL, -- RTF_*: 1 up, 2 gateway, 4 host, 0x200 reject
    ref_count INTEGER NOT NULL, -- always 0
    use_count INTEGER NOT NULL, -- always 0
    metric INTEGER NOT NULL, -- metric
    mask_address TEXT NOT NULL, -- netmask as text
    mask_ip BLOB NOT NULL, -- the same as bytes in network order
    mtu INTEGER NOT NULL, -- segment size that the route advertises and 40, 0 unset
    window INTEGER NOT NULL, -- window clamp, 0 unset
    irtt INTEGER NOT NULL, -- initial round-trip time, 0 unset
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_ipv6_route (
    -- A row of /proc/net/ipv6_route: an IPv6 route of any table.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    destination_address TEXT NOT NULL, -- destination as text
    destination_ip BLOB NOT NULL, -- the same as bytes in network order
    destination_length INTEGER NOT NULL, -- bits of the destination
    source_address TEXT NOT NULL, -- source that it is for as text
    source_ip BLOB NOT NULL, -- the same as bytes in network order
    source_length INTEGER NOT NULL, -- bits of the source
    gateway_address TEXT NOT NULL, -- gateway, :: none as text
    gateway_ip BLOB NOT NULL, -- the same as bytes in network order
    metric INTEGER NOT NULL, -- metric
    ref_count INTEGER NOT NULL, -- references
    use_count INTEGER NOT NULL, -- times used
    flags INTEGER NOT NULL, -- RTF_*: 1 up, 2 gateway, 4 host, 0x200 reject, 0x40000 default by router advertisement, 0x80000000 local
    interface_name TEXT, -- interface; NULL for none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_fib_trie (
    -- A prefix of /proc/net/fib_trie: what IPv4 knows of an address or a network, local addresses too.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    table_id INTEGER NOT NULL, -- routing table: 254 main, 255 local; while no rule was ever added, the two share their entries, and both show all
    address TEXT NOT NULL, -- address as text
    ip BLOB NOT NULL, -- the same as bytes in network order
    prefix_length INTEGER NOT NULL, -- bits of the network
    scope TEXT NOT NULL, -- universe, site, link, host, nowhere
    type TEXT NOT NULL, -- UNICAST, LOCAL (an own address), BROADCAST, ANYCAST, MULTICAST, BLACKHOLE, UNREACHABLE, PROHIBIT, THROW, …
    tos INTEGER, -- type of service; NULL for any
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_rt_cache (
    -- A row of /proc/net/rt_cache of a kernel before 3.6: a destination that packets were sent to or received from.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_name TEXT NOT NULL, -- interface, * for none
    destination_address TEXT NOT NULL, -- destination as text
    destination_ip BLOB NOT NULL, -- the same as bytes in network order
    gateway_address TEXT NOT NULL, -- gateway as text
    gateway_ip BLOB NOT NULL, -- the same as bytes in network order
    flags INTEGER NOT NULL, -- RTCF_*: 0x80000000 local, 0x10000000 broadcast, 0x20000000 multicast, 0x40000 redirected, …
    ref_count INTEGER NOT NULL, -- references
    use_count INTEGER NOT NULL, -- times used
    metric INTEGER NOT NULL, -- always 0
    source_address TEXT NOT NULL, -- source as text
    source_ip BLOB NOT NULL, -- the same as bytes in network order
    mtu INTEGER NOT NULL, -- segment size that the route advertises and 40, 0 unset
    window INTEGER NOT NULL, -- window clamp
    irtt INTEGER NOT NULL, -- round-trip time and its variance
    tos INTEGER NOT NULL, -- type of service
    hh_ref INTEGER NOT NULL, -- references of the link-layer header, -1 without
    hh_uptodate INTEGER NOT NULL, -- 1 when it may be used
    specific_destination_address TEXT NOT NULL, -- own address that was meant as text
    specific_destination_ip BLOB NOT NULL, -- the same as bytes in network order
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_ip6_flowlabel (
    -- A row of /proc/net/ip6_flowlabel: an IPv6 flow label that somebody leased.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    flow_label INTEGER NOT NULL, -- label
    share INTEGER NOT NULL, -- IPV6_FL_S_*: 1 exclusive, 2 by process, 3 by user, 255 by all
    owner INTEGER NOT NULL, -- process where share is 2, user where it is 3; 0 else
    users INTEGER NOT NULL, -- sockets
    linger INTEGER NOT NULL, -- seconds kept without a socket
    expires INTEGER NOT NULL, -- seconds until it ends
    destination_address TEXT NOT NULL, -- destination as text
    destination_ip BLOB NOT NULL, -- the same as bytes in network order
    options_length INTEGER NOT NULL, -- bytes of options
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_mr_vif (
    -- A row of /proc/net/ip_mr_vif, ip6_mr_vif: an interface of the multicast router.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    vif INTEGER NOT NULL, -- number
    interface_name TEXT NOT NULL, -- interface; none when it is gone
    rx_bytes INTEGER NOT NULL, -- bytes received
    rx_packets INTEGER NOT NULL, -- packets received
    tx_bytes INTEGER NOT NULL, -- bytes sent
    tx_packets INTEGER NOT NULL, -- packets sent
    flags INTEGER NOT NULL, -- VIFF_*, MIFF_*: 1 tunnel (IPv4), register (IPv6), 4 register (IPv4)
    local_address TEXT, -- own address; NULL for IPv6 as text
    local_ip BLOB, -- the same as bytes in network order
    remote_address TEXT, -- other end of a tunnel as text
    remote_ip BLOB, -- the same as bytes in network order
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_mr_cache (
    -- A row of /proc/net/ip_mr_cache, ip6_mr_cache: where the multicast router sends a group.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    group_address TEXT NOT NULL, -- group as text
    group_ip BLOB NOT NULL, -- the same as bytes in network order
    origin_address TEXT NOT NULL, -- source as text
    origin_ip BLOB NOT NULL, -- the same as bytes in network order
    input_vif INTEGER NOT NULL, -- number of the interface that it comes from (proc_net_mr_vif); -1 while it is not resolved
    packets INTEGER, -- packets
    bytes INTEGER, -- bytes
    wrong_interface INTEGER, -- packets that came from elsewhere
    output_vifs TEXT, -- interfaces that it goes to, NUMBER:TTL; NULL for none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

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
