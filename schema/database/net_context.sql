-- Tables of the files below /proc/net that tell the state of a network namespace, and of the sockets of rarer families.  Comments
-- as in schema.sql.  Numbers are as printed, with the kernel's names in the comments; proc_net_X is /proc/net/X.

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
    -- A row of /proc/net/mcfilter, mcfilter6: a source that members of a multicast group want, or do not.
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

CREATE TABLE proc_net_ptype (
    -- A row of /proc/net/ptype: a function of the kernel that gets packets. packet_rcv and tpacket_rcv are packet sockets; on every protocol, they may be sniffers.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    protocol INTEGER NOT NULL, -- ethertype; 3 is every protocol
    interface_name TEXT, -- interface; NULL for all
    function TEXT NOT NULL, -- function, with its module in brackets
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_protocols (
    -- A row of /proc/net/protocols: a protocol of the kernel. What is counted is counted for the whole host.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    protocol_name TEXT NOT NULL, -- TCP, UDPv6, NETLINK, …
    size INTEGER NOT NULL, -- bytes of a socket
    sockets INTEGER NOT NULL, -- sockets of all namespaces; -1 not counted
    memory INTEGER NOT NULL, -- pages of memory, -1 not counted
    pressure TEXT NOT NULL, -- memory pressure: yes, no, NI (not counted)
    max_header INTEGER NOT NULL, -- bytes of its headers
    slab TEXT NOT NULL, -- yes when it has a slab cache
    module TEXT NOT NULL, -- module, or kernel
    methods TEXT NOT NULL, -- y or n for each function that it may have, as printed
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_ip_vs (
    -- A service of /proc/net/ip_vs (IP virtual server), and again for each of its real servers.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    protocol TEXT NOT NULL, -- TCP, UDP, SCTP; FWM for a mark of the firewall
    address TEXT, -- address of the service; NULL for a mark as text
    ip BLOB, -- the same as bytes in network order
    port INTEGER, -- port of the service
    firewall_mark INTEGER, -- mark
    scheduler TEXT NOT NULL, -- scheduler: rr, wlc, …
    flags TEXT, -- ops, persistent SECONDS NETMASK, as printed; NULL for none
    server_address TEXT, -- real server; NULL in the row of the service as text
    server_ip BLOB, -- the same as bytes in network order
    server_port INTEGER, -- port of the real server
    forward TEXT, -- Masq, Tunnel, Route, Local
    weight INTEGER, -- weight
    active_connections INTEGER, -- active connections
    inactive_connections INTEGER, -- other connections
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_ip_vs_conn (
    -- A row of /proc/net/ip_vs_conn: a connection that IPVS passes on.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    protocol TEXT NOT NULL, -- TCP, UDP, …
    client_address TEXT NOT NULL, -- client as text
    client_ip BLOB NOT NULL, -- the same as bytes in network order
    client_port INTEGER NOT NULL, -- port
    virtual_address TEXT NOT NULL, -- service as text
    virtual_ip BLOB NOT NULL, -- the same as bytes in network order
    virtual_port INTEGER NOT NULL, -- port
    server_address TEXT NOT NULL, -- real server as text
    server_ip BLOB NOT NULL, -- the same as bytes in network order
    server_port INTEGER NOT NULL, -- port
    state TEXT NOT NULL, -- ESTABLISHED, SYN_RECV, FIN_WAIT, …
    expires INTEGER NOT NULL, -- seconds until it is forgotten
    persistence TEXT, -- persistence engine and its data, as printed; NULL for none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_conntrack (
    -- A row of /proc/net/nf_conntrack, ip_conntrack: a tracked connection as text, read where the dump could not be had whole. conntrack_entries has what both show.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    file TEXT NOT NULL, -- nf_conntrack, or ip_conntrack, which has those of IPv4
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    protocol INTEGER NOT NULL, -- IPPROTO_*
    orig_source_address TEXT NOT NULL, -- first direction: source as text
    orig_source_ip BLOB NOT NULL, -- the same as bytes in network order
    orig_source_port INTEGER, -- port, GRE: key; NULL for protocols without
    orig_destination_address TEXT NOT NULL, -- first direction: destination as text
    orig_destination_ip BLOB NOT NULL, -- the same as bytes in network order
    orig_destination_port INTEGER, -- port, GRE: key
    orig_packets INTEGER, -- packets; NULL unless net.netfilter.nf_conntrack_acct is on
    orig_bytes INTEGER, -- bytes
    reply_source_address TEXT NOT NULL, -- answers, after address translation: source as text
    reply_source_ip BLOB NOT NULL, -- the same as bytes in network order
    reply_source_port INTEGER, -- port, GRE: key; NULL for protocols without
    reply_destination_address TEXT NOT NULL, -- answers, after address translation: destination as text
    reply_destination_ip BLOB NOT NULL, -- the same as bytes in network order
    reply_destination_port INTEGER, -- port, GRE: key
    reply_packets INTEGER, -- packets
    reply_bytes INTEGER, -- bytes
    icmp_id INTEGER, -- echo id
    icmp_type INTEGER, -- type
    icmp_code INTEGER, -- code
    status INTEGER NOT NULL, -- what of IPS_* the words tell: 2 seen reply, 4 assured, 8 confirmed (all that are listed), 16384 and 32768 offloaded
    state TEXT, -- state of the protocol as printed; NULL for protocols without
    timeout INTEGER, -- seconds until it is forgotten; NULL when it is offloaded
    mark INTEGER, -- connection mark
    use_count INTEGER, -- references
    zone INTEGER, -- zone of both directions, 0 the usual one; NULL where the kernel has none
    orig_zone INTEGER, -- zone of the first direction
    reply_zone INTEGER, -- zone of the answers
    tcp_state INTEGER, -- state as a number, as in conntrack
    sctp_state INTEGER, -- state as a number, as in conntrack
    dccp_state INTEGER, -- state as a number, as in conntrack
    security_context TEXT, -- security label
    delta_time INTEGER, -- seconds since its start; NULL unless net.netfilter.nf_conntrack_timestamp is on
    others TEXT, -- the line from the first word on that this program does not know; NULL for none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_conntrack_expect (
    -- A row of /proc/net/nf_conntrack_expect, ip_conntrack_expect: a connection that a helper (ftp, sip, …) waits for and that the firewall will let through as related.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    file TEXT NOT NULL, -- nf_conntrack_expect, or ip_conntrack_expect, which has those of IPv4
    timeout INTEGER, -- seconds until it is given up; NULL for never
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    protocol INTEGER NOT NULL, -- IPPROTO_*
    source_address TEXT NOT NULL, -- who may connect, zeros anybody as text
    source_ip BLOB NOT NULL, -- the same as bytes in network order
    source_port INTEGER, -- port, 0 any; NULL for protocols without
    destination_address TEXT NOT NULL, -- where to as text
    destination_ip BLOB NOT NULL, -- the same as bytes in network order
    destination_port INTEGER, -- port
    flags TEXT, -- PERMANENT, INACTIVE, USERSPACE, joined by commas; NULL for none
    helper TEXT, -- helper and its class, as printed; NULL where it is not told
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW conntrack_entries (
    -- A tracked connection: each of the dump (conntrack), and those that only the text shows (proc_net_conntrack). Columns as in conntrack.
    source, -- ctnetlink, nf_conntrack or ip_conntrack: what shows it
    net_namespace, -- inode number of the namespace
    family, -- 2 AF_INET, 10 AF_INET6
    protocol, -- IPPROTO_*
    orig_source_address, -- first direction: source as text
    orig_source_ip, -- the same as bytes in network order
    orig_source_port, -- port, GRE: key; NULL for protocols without
    orig_destination_address, -- first direction: destination as text
    orig_destination_ip, -- the same as bytes in network order
    orig_destination_port, -- port
    reply_source_address, -- answers, after address translation: source as text
    reply_source_ip, -- the same as bytes in network order
    reply_source_port, -- port
    reply_destination_address, -- answers, after address translation: destination as text
    reply_destination_ip, -- the same as bytes in network order
    reply_destination_port, -- port
    icmp_id, -- echo id
    icmp_type, -- type
    icmp_code, -- code
    status, -- IPS_*: 2 seen reply, 4 assured, 8 confirmed, 16 source NAT, 32 destination NAT, …; of text no others than these and 16384, 32768 (offloaded), the two of NAT where the directions differ
    timeout, -- seconds until it is forgotten
    mark, -- connection mark
    use_count, -- references
    zone, -- zone of both directions; NULL for the usual one
    orig_zone, -- zone of the first direction
    reply_zone, -- zone of the answers
    tcp_state, -- as in conntrack
    sctp_state, -- as in conntrack
    dccp_state, -- as in conntrack
    orig_packets, -- packets; NULL unless net.netfilter.nf_conntrack_acct is on
    orig_bytes, -- bytes
    reply_packets, -- packets
    reply_bytes, -- bytes
    helper, -- helper: ftp, sip, …; NULL of text, which does not tell
    security_context, -- security label
    started_ns, -- start, nanoseconds since the epoch, of text by the second; NULL unless net.netfilter.nf_conntrack_timestamp is on
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member, or ordinal of the message in it
) AS
SELECT 'ctnetlink', net_namespace, family, protocol,
       orig_source_address, orig_source_ip, orig_source_port, orig_destination_address, orig_destination_ip, orig_destination_port,
       reply_source_address, reply_source_ip, reply_source_port, reply_destination_address, reply_destination_ip,
       reply_destination_port, icmp_id, icmp_type, icmp_code, status, timeout, mark, use_count, zone, orig_zone, reply_zone,
       tcp_state, sctp_state, dccp_state, orig_packets, orig_bytes, reply_packets, reply_bytes, helper, security_context,
       started_ns, snapshot_id, member_id, line
FROM conntrack
UNION ALL
SELECT t.file, t.net_namespace, t.family, t.protocol,
       t.orig_source_address, t.orig_source_ip, t.orig_source_port, t.orig_destination_address, t.orig_destination_ip,
       t.orig_destination_port, t.reply_source_address, t.reply_source_ip, t.reply_source_port, t.reply_destination_address,
       t.reply_destination_ip, t.reply_destination_port, t.icmp_id, t.icmp_type, t.icmp_code,
       t.status | iif(t.orig_source_ip IS t.reply_destination_ip AND t.orig_source_port IS t.reply_destination_port, 0, 16)
                | iif(t.orig_destination_ip IS t.reply_source_ip AND t.orig_destination_port IS t.reply_source_port, 0, 32),
       t.timeout, t.mark, t.use_count, nullif(t.zone, 0), t.orig_zone, t.reply_zone, t.tcp_state, t.sctp_state, t.dccp_state,
       t.orig_packets, t.orig_bytes, t.reply_packets, t.reply_bytes, NULL, t.security_context,
       (SELECT m.started_ns FROM members AS m WHERE m.member_id = t.member_id) - t.delta_time * 1000000000,
       t.snapshot_id, t.member_id, t.line
FROM proc_net_conntrack AS t
LEFT JOIN conntrack AS c
  ON c.snapshot_id = t.snapshot_id AND c.orig_source_ip = t.orig_source_ip AND c.orig_destination_ip = t.orig_destination_ip
     AND c.protocol = t.protocol AND c.orig_source_port IS t.orig_source_port
     AND c.orig_destination_port IS t.orig_destination_port AND c.icmp_id IS t.icmp_id AND c.icmp_type IS t.icmp_type
     AND c.net_namespace = t.net_namespace AND c.zone IS nullif(t.zone, 0) AND c.orig_zone IS t.orig_zone
WHERE c.line IS NULL
  AND (t.file = 'nf_conntrack'
       OR NOT EXISTS (SELECT 1 FROM members AS m
                      WHERE m.snapshot_id = t.snapshot_id AND m.path = 'net/' || t.net_namespace || '/context/nf_conntrack'
                        AND m.state = 'ok'));

CREATE TABLE proc_net_nf_log (
    -- A row of /proc/net/netfilter/nf_log: who writes what netfilter logs.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- NFPROTO_*: 2 IPv4, 3 ARP, 5 netdev, 7 bridge, 10 IPv6
    logger TEXT, -- logger in use; NULL for none
    registered TEXT, -- loggers that there are, joined by commas; NULL where the kernel does not tell, as older ones of 2.6
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_nfnetlink_log (
    -- A row of /proc/net/netfilter/nfnetlink_log: a program that gets copies of packets from netfilter.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    group_number INTEGER NOT NULL, -- group that the rules name
    port_id INTEGER NOT NULL, -- netlink port of the receiver, often but not always a process
    queued INTEGER NOT NULL, -- packets waiting to be sent
    copy_mode INTEGER NOT NULL, -- NFULNL_COPY_*: 0 none, 1 meta data, 2 packet
    copy_range INTEGER NOT NULL, -- bytes of a packet
    flush_timeout INTEGER NOT NULL, -- hundredths of a second until what waits is sent
    use_count INTEGER NOT NULL, -- references
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_nfnetlink_queue (
    -- A row of /proc/net/netfilter/nfnetlink_queue: a program that decides on packets of netfilter.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    queue_number INTEGER NOT NULL, -- queue that the rules name
    port_id INTEGER NOT NULL, -- netlink port of the program, often but not always a process
    queued INTEGER NOT NULL, -- packets that wait for its verdict
    copy_mode INTEGER NOT NULL, -- NFQNL_COPY_*: 0 none, 1 meta data, 2 packet
    copy_range INTEGER NOT NULL, -- bytes of a packet
    queue_dropped INTEGER NOT NULL, -- packets dropped, the queue being full
    user_dropped INTEGER NOT NULL, -- packets dropped, the program not reading
    id_sequence INTEGER NOT NULL, -- packets queued so far
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_nfs_servers (
    -- A row of /proc/net/nfsfs/servers: an NFS server that a mount of the namespace is connected to.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    version INTEGER NOT NULL, -- version of NFS
    address TEXT NOT NULL, -- server as text
    ip BLOB NOT NULL, -- the same as bytes in network order
    port INTEGER NOT NULL, -- port
    use_count INTEGER NOT NULL, -- references
    hostname TEXT NOT NULL, -- its name as it was given to mount(8)
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_nfs_volumes (
    -- A row of /proc/net/nfsfs/volumes: a file system of an NFS server.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    version INTEGER NOT NULL, -- version of NFS
    address TEXT NOT NULL, -- server as text
    ip BLOB NOT NULL, -- the same as bytes in network order
    port INTEGER NOT NULL, -- port
    device TEXT NOT NULL, -- device number of the mount, as in mountinfo
    fsid TEXT NOT NULL, -- number that the server gives it
    fscache TEXT, -- yes when it is cached on disk; NULL in old kernels
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_xtables (
    -- A row of /proc/net/ip_tables_names, ip6_tables_names, arp_tables_names: a table of iptables or arptables that is in use.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- NFPROTO_*: 2 IPv4, 3 ARP, 10 IPv6
    table_name TEXT NOT NULL, -- filter, nat, mangle, raw, security
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_connector (
    -- A row of /proc/net/connector: a part of the kernel that speaks over NETLINK_CONNECTOR.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    connector_name TEXT NOT NULL, -- name
    idx INTEGER NOT NULL, -- first number
    val INTEGER NOT NULL, -- second number
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE net_counters (
    -- A counter of a network namespace: snmp, netstat, snmp6, dev_snmp6/*, sctp/snmp, xfrm_stat, tls_stat, sockstat, sockstat6, stat/*, softnet_stat, rt6_stats, psched. Some of sockstat, and all of stat/arp_cache, softnet_stat and psched, count for the whole host.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    ordinal INTEGER NOT NULL, -- number within the line, from 0
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before, after (sockstat, sockstat6), context
    file TEXT NOT NULL, -- the file below /proc/net
    counter_group TEXT, -- heading in the file: Tcp, UDP, …; dev_snmp6: the interface; NULL for none
    name TEXT NOT NULL, -- name in the file; for softnet_stat, rt6_stats and psched the name of the variable in the kernel
    processor INTEGER, -- number of the line, of a file that has a line for each processor; NULL for others
    value INTEGER NOT NULL, -- value
    PRIMARY KEY (snapshot_id, member_id, line, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_text (
    -- A line of a file below /proc/net that is kept as text: fib_triestat, ip_vs_stats, kcm, pppol2tp, rpc/nfs, rpc/nfsd, xt_recent/*.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before, after, context
    file TEXT NOT NULL, -- the file
    text TEXT NOT NULL, -- the line
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_family_sockets (
    -- A socket of a family that has only a text table: pfkey, bluetooth, x25, ax25, netrom, rose, llc, appletalk, phonet, can-bcm; one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    family INTEGER NOT NULL, -- AF_*: 3 ax25, 5 appletalk, 6 netrom, 9 x25, 11 rose, 15 key, 26 llc, 29 can, 31 bluetooth, 35 phonet
    protocol INTEGER, -- protocol of the family: BTPROTO_*, CAN_*, …; NULL where it is not told
    type INTEGER, -- SOCK_*: 2 datagram, 3 raw, 5 seqpacket; NULL where it is not told
    state INTEGER, -- state as printed, of appletalk, llc and phonet TCP_*; NULL where it is not told or is in details
    local_address TEXT, -- own address as printed
    remote_address TEXT, -- other end as printed
    interface_name TEXT, -- interface; ??? or any for none
    ref_count INTEGER, -- references
    recv_q INTEGER, -- receive queue
    send_q INTEGER, -- send queue
    uid INTEGER, -- owner of the socket
    inode INTEGER, -- inode of the socket, 0 when no descriptor belongs to it; NULL where it is not told (llc, appletalk, can-bcm before 2.6.37) or there is no socket (ax25)
    parent_inode INTEGER, -- bluetooth: inode of the listener that it waits at, 0 none
    details TEXT, -- what else the row says, as printed: channel, state, sequence numbers, timers
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_sctp_eps (
    -- A row of /proc/net/sctp/eps: an SCTP endpoint, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    style INTEGER NOT NULL, -- 0 one-to-many, 2 one-to-one
    state INTEGER NOT NULL, -- TCP_* of the kernel: 1 ESTABLISHED, 7 CLOSE, 10 LISTEN, …
    bucket INTEGER NOT NULL, -- hash bucket
    local_port INTEGER NOT NULL, -- port
    uid INTEGER NOT NULL, -- owner of the socket
    inode INTEGER NOT NULL, -- inode of the socket
    local_address TEXT, -- first own address; NULL for none as text
    local_ip BLOB, -- the same as bytes in network order
    local_addresses TEXT, -- all own addresses as printed
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_sctp_assocs (
    -- A row of /proc/net/sctp/assocs: an SCTP association, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    style INTEGER NOT NULL, -- 0 one-to-many, 2 one-to-one
    socket_state INTEGER NOT NULL, -- TCP_* of the kernel: 1 ESTABLISHED, 7 CLOSE, 10 LISTEN, …
    state INTEGER NOT NULL, -- SCTP_STATE_* as this kernel numbers them: 0 CLOSED, 1 COOKIE_WAIT, 2 COOKIE_ECHOED, 3 ESTABLISHED, 4 SHUTDOWN_PENDING, …; in the 2.6 series one more each, since 0 was EMPTY there (socket_state is the same in all)
    bucket INTEGER NOT NULL, -- hash bucket
    association_id INTEGER NOT NULL, -- number of the association
    tx_queue INTEGER NOT NULL, -- bytes in the send buffer
    rx_queue INTEGER NOT NULL, -- bytes in the receive buffer
    uid INTEGER NOT NULL, -- owner of the socket
    inode INTEGER NOT NULL, -- inode of the socket
    local_port INTEGER NOT NULL, -- port
    remote_port INTEGER NOT NULL, -- port
    local_address TEXT, -- primary own address, or the first; NULL for none as text
    local_ip BLOB, -- the same as bytes in network order
    local_addresses TEXT, -- all own addresses as printed
    remote_address TEXT, -- primary address of the peer, or the first as text
    remote_ip BLOB, -- the same as bytes in network order
    remote_addresses TEXT, -- all addresses of the peer as printed
    heartbeat_interval INTEGER, -- jiffies; NULL in old kernels, as what follows
    in_streams INTEGER, -- streams in
    out_streams INTEGER, -- streams out
    max_retransmits INTEGER, -- limit of retransmits
    init_retries INTEGER, -- retries of INIT
    shutdown_retries INTEGER, -- retries of SHUTDOWN
    retransmitted_chunks INTEGER, -- chunks retransmitted
    wmem_alloc INTEGER, -- memory of what was sent
    wmem_queued INTEGER, -- memory of the send queue
    sndbuf INTEGER, -- send buffer, the limit
    rcvbuf INTEGER, -- receive buffer, the limit
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_sctp_remaddr (
    -- A row of /proc/net/sctp/remaddr: an address of the peer of an SCTP association, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    address TEXT NOT NULL, -- address as text
    ip BLOB NOT NULL, -- the same as bytes in network order
    association_id INTEGER NOT NULL, -- number of the association
    heartbeat_active INTEGER NOT NULL, -- 1 while a heartbeat is due
    rto INTEGER NOT NULL, -- retransmit timeout, jiffies
    max_retransmits INTEGER NOT NULL, -- limit of retransmits
    state INTEGER, -- SCTP_*: 0 inactive, 1 potentially failed, 2 active, 3 unconfirmed; NULL before 3.9
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_can_receivers (
    -- A row of /proc/net/can/rcvlist_*: who in the kernel receives CAN frames.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    list TEXT NOT NULL, -- the file: can/rcvlist_all, can/rcvlist_fil, …
    interface_name TEXT NOT NULL, -- interface, any for all
    can_id INTEGER NOT NULL, -- CAN id that it wants
    can_mask INTEGER NOT NULL, -- bits of it that count
    matches INTEGER NOT NULL, -- frames received
    receiver TEXT NOT NULL, -- raw, bcm, isotp, …
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_can_operations (
    -- A line of /proc/net/can-bcm/*: what a broadcast manager socket sends or waits for.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    inode INTEGER, -- inode of the socket; NULL before 2.6.37
    operation TEXT NOT NULL, -- rx_op or tx_op
    can_id INTEGER NOT NULL, -- CAN id
    interface_name TEXT NOT NULL, -- interface, any for all
    details TEXT NOT NULL, -- frames and times, as printed
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_rxrpc (
    -- A row of /proc/net/rxrpc/calls, conns: an AF_RXRPC call, or a virtual connection.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    protocol TEXT NOT NULL, -- UDP
    local_address TEXT NOT NULL, -- own address and port as printed, or no_local, no_socket
    remote_address TEXT NOT NULL, -- address and port of the peer as printed, or no_connection
    service_id INTEGER NOT NULL, -- service
    connection_id INTEGER NOT NULL, -- connection
    call_id INTEGER, -- call; NULL in a row of conns
    end TEXT NOT NULL, -- Svc (server) or Clt (client)
    details TEXT NOT NULL, -- state and counters, as printed
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_pppoe (
    -- A row of /proc/net/pppoe: a PPPoE session, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    session_id INTEGER NOT NULL, -- session
    mac TEXT NOT NULL, -- link-layer address of the other end
    interface_name TEXT NOT NULL, -- interface as it was called when the session began
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
