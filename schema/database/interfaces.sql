-- Interfaces and their addresses: the dumps of rtnetlink, and the files below /proc/net, as printed.
--
-- The views are made of the dumps, and of the files where a namespace has no such dump, or not all of it (a row may be there
-- twice then; '/' is the byte behind the '.' of route.1): in those of text some columns are NULL, which the comments say.
-- osquery shows the network namespace that it runs in; these views have the rows of all namespaces, and net_namespace tells which.

CREATE TABLE rtnl_link (
    -- A network interface (RTM_NEWLINK), as ip -d link shows it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_index INTEGER NOT NULL, -- index
    interface_name TEXT, -- name
    type INTEGER NOT NULL, -- ARPHRD_*: 1 ethernet, 772 loopback, 65534 none, …
    flags INTEGER NOT NULL, -- IFF_*: 1 up, 2 broadcast, 8 loopback, 256 promiscuous (but see promiscuity), 65536 lower up, …
    mtu INTEGER, -- MTU
    min_mtu INTEGER, -- smallest MTU
    max_mtu INTEGER, -- largest MTU, 0 without limit
    tx_queue_length INTEGER, -- length of the send queue
    interface_group INTEGER, -- group
    qdisc TEXT, -- queueing discipline
    operstate INTEGER, -- 0 unknown, 1 not present, 2 down, 3 lower layer down, 4 testing, 5 dormant, 6 up
    linkmode INTEGER, -- 0 default, 1 dormant
    mac TEXT, -- link-layer address; the local address of some tunnels
    broadcast TEXT, -- link-layer broadcast address; the remote address of some tunnels
    permanent_mac TEXT, -- link-layer address as the device was made with
    master INTEGER, -- interface_index of the bridge, bond or vrf that it is a port of
    link INTEGER, -- interface_index of the interface below, or of the peer of a veth, in the namespace link_netnsid
    link_netnsid INTEGER, -- number that this namespace has for the namespace of link; NULL when it is this one
    kind TEXT, -- veth, bridge, vlan, tun, …; NULL for hardware and loopback
    port_kind TEXT, -- kind of the master, for its ports
    alias TEXT, -- description
    carrier INTEGER, -- 1 with carrier
    carrier_changes INTEGER, -- times the carrier changed
    promiscuity INTEGER, -- times promiscuous mode was requested; 0 none
    allmulti INTEGER, -- times reception of all multicast was requested
    num_tx_queues INTEGER, -- send queues
    num_rx_queues INTEGER, -- receive queues
    num_vf INTEGER, -- virtual functions
    phys_port_name TEXT, -- name of the port of the switch
    phys_switch_id TEXT, -- number of the switch, hex
    parent_device TEXT, -- device, as sysfs calls it
    parent_bus TEXT, -- bus of the device
    proto_down INTEGER, -- 1 when a protocol holds it down
    netns_immutable INTEGER, -- 1 when it cannot be moved to another namespace
    xdp_attached INTEGER, -- 0 no XDP program, 1 in the driver, 2 generic, 3 in the device, 4 several
    xdp_program INTEGER, -- id of the XDP program
    rx_packets INTEGER, -- packets received
    tx_packets INTEGER, -- packets sent
    rx_bytes INTEGER, -- bytes received
    tx_bytes INTEGER, -- bytes sent
    rx_errors INTEGER, -- errors
    tx_errors INTEGER, -- errors
    rx_dropped INTEGER, -- packets dropped
    tx_dropped INTEGER, -- packets dropped
    multicast INTEGER, -- multicast packets received
    collisions INTEGER, -- collisions
    vlan_id INTEGER, -- vlan: number
    vlan_protocol INTEGER, -- vlan: ethertype, 33024 802.1Q, 34984 802.1ad
    mode INTEGER, -- macvlan: 1 private, 2 vepa, 4 bridge, 8 passthru, 16 source; ipvlan: 0 L2, 1 L3, 2 L3S; bond: 0 balance-rr, 1 active-backup, …
    tunnel_local_address TEXT, -- tunnels: own outer address as text
    tunnel_local_ip BLOB, -- the same as bytes in network order
    tunnel_remote_address TEXT, -- tunnels: the other end, or the group as text
    tunnel_remote_ip BLOB, -- the same as bytes in network order
    tunnel_id INTEGER, -- tunnels: VNI, key or interface id
    tunnel_port INTEGER, -- tunnels: UDP port
    tunnel_link INTEGER, -- tunnels: interface_index of the interface below
    tun_type INTEGER, -- tun: 1 tun, 2 tap
    tun_owner INTEGER, -- tun: user who may attach
    tun_group INTEGER, -- tun: group who may attach
    tun_persist INTEGER, -- tun: 1 when it stays without a process
    tun_queues INTEGER, -- tun: queues attached
    bridge_stp_state INTEGER, -- bridge: 1 with spanning tree
    bridge_vlan_filtering INTEGER, -- bridge: 1 with vlan filtering
    bond_active INTEGER, -- bond: interface_index of the active port
    vrf_table INTEGER, -- vrf: routing table
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX rtnl_link_by_interface ON rtnl_link (snapshot_id, net_namespace, interface_index);
CREATE INDEX rtnl_link_by_mac ON rtnl_link (mac, snapshot_id);

CREATE TABLE rtnl_link_names (
    -- A further name of a network interface.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    ordinal INTEGER NOT NULL, -- number within the message
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_index INTEGER NOT NULL, -- index
    alternative_name TEXT NOT NULL, -- name
    PRIMARY KEY (snapshot_id, member_id, line, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE rtnl_address (
    -- An address of a network interface (RTM_NEWADDR), as ip address shows it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_index INTEGER NOT NULL, -- interface
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    address TEXT, -- own address as text
    ip BLOB, -- the same as bytes in network order
    prefix_length INTEGER NOT NULL, -- bits of the network
    peer_address TEXT, -- address of the other end of a point-to-point link as text
    peer_ip BLOB, -- the same as bytes in network order
    broadcast TEXT, -- broadcast address
    anycast TEXT, -- anycast address
    label TEXT, -- label: the interface's name, with :N for an alias
    scope INTEGER NOT NULL, -- 0 global, 200 site, 253 link, 254 host
    flags INTEGER, -- IFA_F_*: 1 secondary or temporary, 8 duplicate, 64 tentative, 128 permanent, …
    preferred_lifetime INTEGER, -- seconds, 4294967295 forever
    valid_lifetime INTEGER, -- seconds, 4294967295 forever
    created INTEGER, -- hundredths of a second after boot
    updated INTEGER, -- hundredths of a second after boot
    route_priority INTEGER, -- metric of its route
    address_protocol INTEGER, -- who made it: 1 loopback, 2 router advertisement, 3 link-local
    target_netnsid INTEGER, -- namespace, where another one was asked for
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE namespace_addresses (
    -- An own address of a network namespace: of the rtnetlink dump, and of /proc/net/fib_trie and /proc/net/if_inet6 where that was not read, or not to its end (a row may be there twice then). A row without an address says that addresses of that family may be missing.
    address_id INTEGER PRIMARY KEY, -- number of the row in this database
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    address TEXT, -- address as text; NULL when some of that family may be missing
    ip BLOB, -- the same as 4 or 16 bytes in network order
    prefix_length INTEGER, -- bits of the network; NULL where only /proc/net/fib_trie shows the address
    peer_address TEXT, -- address of the other end of a point-to-point link, empty without; NULL from the files
    broadcast TEXT, -- broadcast address, empty without; NULL where only /proc/net/fib_trie shows the address
    label TEXT, -- label of the address, else name of the interface; NULL where only /proc/net/fib_trie shows the address
    interface_index INTEGER, -- interface; NULL where only /proc/net/fib_trie shows the address
    interface_name TEXT, -- its name; NULL as interface_index
    started_ns INTEGER, -- start of the snapshot, as in snapshots: who had an address at some time is found by it
    member_id INTEGER REFERENCES members, -- where the row was read; NULL without address
    line INTEGER -- line of that member
) STRICT;
CREATE INDEX namespace_addresses_by_time ON namespace_addresses (ip, started_ns);
CREATE INDEX namespace_addresses_by_ip ON namespace_addresses (snapshot_id, ip, net_namespace);

CREATE TABLE proc_net_dev (
    -- A row of /proc/net/dev: the counters of an interface.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_name TEXT NOT NULL, -- interface
    rx_bytes INTEGER NOT NULL, -- bytes received
    rx_packets INTEGER NOT NULL, -- packets received
    rx_errors INTEGER NOT NULL, -- errors
    rx_dropped INTEGER NOT NULL, -- packets dropped
    rx_fifo INTEGER NOT NULL, -- buffer overruns
    rx_frame INTEGER NOT NULL, -- framing errors (length, overrun, CRC, frame)
    rx_compressed INTEGER NOT NULL, -- compressed packets
    rx_multicast INTEGER NOT NULL, -- multicast packets
    tx_bytes INTEGER NOT NULL, -- bytes sent
    tx_packets INTEGER NOT NULL, -- packets sent
    tx_errors INTEGER NOT NULL, -- errors
    tx_dropped INTEGER NOT NULL, -- packets dropped
    tx_fifo INTEGER NOT NULL, -- buffer overruns
    tx_collisions INTEGER NOT NULL, -- collisions
    tx_carrier INTEGER NOT NULL, -- carrier losses (and aborts, window, heartbeat errors)
    tx_compressed INTEGER NOT NULL, -- compressed packets
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_vlan (
    -- A row of /proc/net/vlan/config: a vlan interface.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_name TEXT NOT NULL, -- interface
    vlan_id INTEGER NOT NULL, -- number
    parent_name TEXT NOT NULL, -- interface below
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_if_inet6 (
    -- A row of /proc/net/if_inet6: an IPv6 address of the namespace.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    address TEXT NOT NULL, -- own address as text
    ip BLOB NOT NULL, -- the same as bytes in network order
    interface_index INTEGER NOT NULL, -- interface
    prefix_length INTEGER NOT NULL, -- bits of the network
    scope INTEGER NOT NULL, -- IPV6_ADDR_*: 0 global, 16 loopback, 32 link, 64 site
    flags INTEGER NOT NULL, -- IFA_F_*: 1 temporary, 8 duplicate, 64 tentative, 128 permanent, … (the lower eight)
    interface_name TEXT NOT NULL, -- interface
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_anycast6 (
    -- A row of /proc/net/anycast6: an IPv6 anycast address that an interface answers to.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_index INTEGER NOT NULL, -- interface
    interface_name TEXT NOT NULL, -- interface
    address TEXT NOT NULL, -- address as text
    ip BLOB NOT NULL, -- the same as bytes in network order
    users INTEGER NOT NULL, -- times it was requested
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_dev_mcast (
    -- A row of /proc/net/dev_mcast: a link-layer multicast address that an interface receives.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_index INTEGER NOT NULL, -- interface
    interface_name TEXT NOT NULL, -- interface
    users INTEGER NOT NULL, -- times it was requested
    global_users INTEGER NOT NULL, -- 1 when it was set by hand
    mac TEXT, -- link-layer address, hexadecimal without separators; NULL for a device without
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_igmp (
    -- A group of /proc/net/igmp: an IPv4 multicast group that an interface is a member of.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_index INTEGER NOT NULL, -- interface
    interface_name TEXT NOT NULL, -- interface
    querier TEXT NOT NULL, -- version of IGMP that the router speaks: V1, V2, V3
    group_address TEXT NOT NULL, -- group as text
    group_ip BLOB NOT NULL, -- the same as bytes in network order
    users INTEGER NOT NULL, -- members
    timer_running INTEGER NOT NULL, -- 1 while a report is due
    timer_expires INTEGER NOT NULL, -- until then, USER_HZ
    reporter INTEGER NOT NULL, -- 1 when this host reported last
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_igmp6 (
    -- A row of /proc/net/igmp6: an IPv6 multicast group that an interface is a member of.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_index INTEGER NOT NULL, -- interface
    interface_name TEXT NOT NULL, -- interface
    group_address TEXT NOT NULL, -- group as text
    group_ip BLOB NOT NULL, -- the same as bytes in network order
    users INTEGER NOT NULL, -- members
    flags INTEGER NOT NULL, -- MAF_*: 1 timer runs, 2 last reporter, 4 loaded, 8 not reported, 16 general query
    timer INTEGER NOT NULL, -- until the report is due, USER_HZ; 0 without
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_mcfilter (
    -- A row of /proc/net/mcfilter, mcfilter6: a source that members of a multicast group accept or reject.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    interface_index INTEGER NOT NULL, -- interface
    interface_prefix TEXT NOT NULL, -- first six bytes of its name
    group_address TEXT NOT NULL, -- group as text
    group_ip BLOB NOT NULL, -- the same as bytes in network order
    source_address TEXT NOT NULL, -- source as text
    source_ip BLOB NOT NULL, -- the same as bytes in network order
    include_count INTEGER NOT NULL, -- members that want it
    exclude_count INTEGER NOT NULL, -- members that do not
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE rtnl_qdisc (
    -- A queueing discipline of an interface (RTM_NEWQDISC), as tc qdisc shows it: how packets wait there, and where filters can be.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_index INTEGER NOT NULL, -- the interface
    handle INTEGER NOT NULL, -- its number: 0x10000 times the major one; 0 for those that the kernel gives by itself
    parent INTEGER NOT NULL, -- where it is: 0xffffffff the root of the interface, 0xfffffff1 clsact and ingress
    kind TEXT, -- fq_codel, clsact, …
    ingress_block INTEGER, -- block of filters that several interfaces share, for packets that come in
    egress_block INTEGER, -- the same for packets that go out
    bytes INTEGER, -- bytes that went through
    packets INTEGER, -- packets that went through
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE rtnl_filter (
    -- A filter of an interface (RTM_NEWTFILTER), as tc filter shows it. For each priority the kernel first gives a row with handle 0, which is no filter but has what its filters share.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_index INTEGER NOT NULL, -- the interface; -1 for a block that several share
    handle INTEGER NOT NULL, -- number of the filter
    parent INTEGER NOT NULL, -- where it is: 0xfffffff2 for packets that come in, 0xfffffff3 for those that go out, else handle in rtnl_qdisc
    priority INTEGER NOT NULL, -- filters are tried in this order
    protocol INTEGER NOT NULL, -- ETH_P_* of its packets: 3 all, 0x800 IPv4
    kind TEXT, -- bpf, u32, flower, matchall, …
    chain INTEGER, -- the chain that has it
    bpf_program INTEGER, -- for kind bpf: number of the program, as id in bpf_objects; NULL for a classic one
    bpf_name TEXT, -- for kind bpf: what tc calls it
    bpf_flags INTEGER, -- for kind bpf: 1 when the program itself decides about the packet (direct-action)
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

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
