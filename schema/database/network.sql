-- The rest of what files below /proc/net tell of a network namespace: its protocols, filters, balancers and counters, as printed.

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
    -- A row of /proc/net/protocols: a protocol of the kernel. Its counts are for the whole host.
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

CREATE TABLE proc_net_nf_log (
    -- A row of /proc/net/netfilter/nf_log: the logger that writes the log of netfilter.
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

CREATE TABLE proc_net_qtaguid_stats (
    -- A row of /proc/net/xt_qtaguid/stats: what a uid, which on Android is an app, sent and received through an interface since that came up. A row with tag 0 counts what the rows with other tags of the same interface, uid and set do, too.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    interface_name TEXT NOT NULL, -- interface
    tag INTEGER NOT NULL, -- what the app says of its sockets: its own number in the upper 32 bits; 0 for all sockets of the uid
    uid INTEGER NOT NULL, -- owner of the sockets; Android gives the app A of its user U the uid 100000 * U + A
    counter_set INTEGER NOT NULL, -- 0 while the app is in the background, 1 in the foreground
    rx_bytes INTEGER NOT NULL, -- bytes received
    rx_packets INTEGER NOT NULL, -- packets received
    tx_bytes INTEGER NOT NULL, -- bytes sent
    tx_packets INTEGER NOT NULL, -- packets sent
    rx_tcp_bytes INTEGER, -- bytes received by TCP; NULL, as those that follow, where the kernel does not tell protocols apart
    rx_tcp_packets INTEGER, -- packets received by TCP
    rx_udp_bytes INTEGER, -- bytes received by UDP
    rx_udp_packets INTEGER, -- packets received by UDP
    rx_other_bytes INTEGER, -- bytes received by other protocols
    rx_other_packets INTEGER, -- packets received by other protocols
    tx_tcp_bytes INTEGER, -- bytes sent by TCP
    tx_tcp_packets INTEGER, -- packets sent by TCP
    tx_udp_bytes INTEGER, -- bytes sent by UDP
    tx_udp_packets INTEGER, -- packets sent by UDP
    tx_other_bytes INTEGER, -- bytes sent by other protocols
    tx_other_packets INTEGER, -- packets sent by other protocols
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_qtaguid_ctrl (
    -- A row of /proc/net/xt_qtaguid/ctrl: a socket that a process tagged, so that its traffic is counted apart.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    sock TEXT NOT NULL, -- kernel address of the socket
    tag INTEGER NOT NULL, -- the tag, with the uid in its lower 32 bits
    uid INTEGER NOT NULL, -- whom its traffic counts for
    pid INTEGER, -- the process that tagged it; NULL where the kernel does not say
    ref_count INTEGER, -- references to its file; NULL where the kernel does not say
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

CREATE TABLE net_counters_rows (
    -- The rows of net_counters, once for all members that have the same content.
    content_id INTEGER NOT NULL REFERENCES contents, -- the content
    line INTEGER NOT NULL, -- line of the member
    ordinal INTEGER NOT NULL, -- as there
    net_namespace INTEGER NOT NULL, -- as there
    pass TEXT NOT NULL, -- as there
    file TEXT NOT NULL, -- as there
    counter_group TEXT, -- as there
    name TEXT NOT NULL, -- as there
    processor INTEGER, -- as there
    value INTEGER NOT NULL, -- as there
    PRIMARY KEY (content_id, line, ordinal)
) STRICT, WITHOUT ROWID;

CREATE VIEW net_counters (
    -- A counter of a network namespace: snmp, netstat, snmp6, dev_snmp6/*, sctp/snmp, xfrm_stat, tls_stat, sockstat, sockstat6, stat/*, softnet_stat, rt6_stats, psched. Some of sockstat, and all of stat/arp_cache, softnet_stat and psched, count for the whole host.
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of the member
    ordinal, -- number within the line, from 0
    net_namespace, -- inode number of the namespace
    pass, -- before, after (sockstat, sockstat6), context
    file, -- the file below /proc/net
    counter_group, -- heading in the file: Tcp, UDP, …; dev_snmp6: the interface; NULL for none
    name, -- name in the file; for softnet_stat, rt6_stats and psched the name of the variable in the kernel
    processor, -- number of the line, of a file that has a line for each processor; NULL for others
    value -- value
) AS
SELECT m.snapshot_id, m.member_id, r.line, r.ordinal, r.net_namespace, r.pass, r.file, r.counter_group, r.name, r.processor, r.value
FROM member_contents AS m
JOIN net_counters_rows AS r ON r.content_id = m.content_id
WHERE m.kind = 7;

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

CREATE TABLE nft_tables (
    -- A table of nf_tables (NFT_MSG_NEWTABLE).
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- NFPROTO_*: 1 inet, 2 ip, 3 arp, 5 netdev, 7 bridge, 10 ip6
    name TEXT, -- name
    handle INTEGER, -- number of the table
    flags INTEGER, -- 1 dormant, 2 owned by a program, 4 stays when that ends
    uses INTEGER, -- chains, sets and objects in it
    owner INTEGER, -- netlink port of the program that owns it; NULL when none does
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE nft_chains (
    -- A chain of nf_tables (NFT_MSG_NEWCHAIN).
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- NFPROTO_*: 1 inet, 2 ip, 3 arp, 5 netdev, 7 bridge, 10 ip6
    table_name TEXT, -- its table
    chain TEXT, -- name
    handle INTEGER, -- number of the chain
    type TEXT, -- filter, nat or route; NULL for a chain that no hook calls
    hook INTEGER, -- 0 prerouting (of netdev ingress), 1 input, 2 forward, 3 output, 4 postrouting; NULL for a chain that no hook calls
    priority INTEGER, -- order among what is at the hook, the lowest first
    device TEXT, -- interface, for netdev
    policy INTEGER, -- verdict at its end: 0 drop, 1 accept
    flags INTEGER, -- 1 called by a hook, 2 in hardware, 4 without a name of its own
    uses INTEGER, -- rules in it and jumps to it
    packets INTEGER, -- packets that came to its end; NULL when it does not count
    bytes INTEGER, -- their bytes
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE nft_rules (
    -- A rule of nf_tables (NFT_MSG_NEWRULE), in the order of its chain.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- NFPROTO_*, as in nft_chains
    table_name TEXT, -- its table
    chain TEXT, -- its chain
    handle INTEGER, -- number of the rule
    expressions TEXT, -- names of its expressions: meta, cmp, counter, immediate; match and target of iptables-nft with their names
    packets INTEGER, -- packets that its counter has seen, the last if there are several; NULL without a counter
    bytes INTEGER, -- their bytes
    verdict INTEGER, -- 0 drop, 1 accept, -2 break, -3 jump, -4 goto, -5 return; NULL when no expression is one
    jump_chain TEXT, -- chain that it jumps or goes to
    comment TEXT, -- comment
    expression_bytes BLOB, -- the expressions as netlink attributes
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE nft_named (
    -- What rules of nf_tables refer to by its name: a set (NFT_MSG_NEWSET), an object (NFT_MSG_NEWOBJ) or a flowtable (NFT_MSG_NEWFLOWTABLE). The elements of sets are not in a snapshot.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- NFPROTO_*, as in nft_chains
    table_name TEXT, -- its table
    kind TEXT NOT NULL, -- set, object or flowtable
    name TEXT, -- name
    handle INTEGER, -- its number
    flags INTEGER, -- of a set: 1 without a name of its own, 2 constant, 4 of ranges, 8 a map, 16 with timeouts, 32 filled by rules, 64 a map to objects; of a flowtable: 1 in hardware, 2 counts
    key_type INTEGER, -- what nft(8) calls the type of the elements of a set: 7 IPv4 address, 8 IPv6 address, 13 port, …
    key_bytes INTEGER, -- bytes of an element
    data_type INTEGER, -- of a map: the type of its values, 0xffffff00 for verdicts
    timeout_ms INTEGER, -- how long an element stays; NULL for ever
    object_type INTEGER, -- of an object: 1 counter, 2 quota, 3 helper of connection tracking, 4 limit, 5 connection limit, 6 tunnel, 7 timeout, 8 secmark, 9 expectation, 10 synproxy
    uses INTEGER, -- rules that refer to an object or a flowtable
    packets INTEGER, -- of a counter: packets
    bytes INTEGER, -- of a counter: their bytes
    hook INTEGER, -- of a flowtable: its hook, 0 ingress
    priority INTEGER, -- of a flowtable: order among what is at the hook
    devices TEXT, -- of a flowtable: the interfaces, joined by commas
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE xt_rules (
    -- A rule of iptables, ip6tables or arptables as their legacy programs make them, in the order of its table; those of iptables-nft are in nft_rules. The last rule of a chain that a hook calls is its policy; that of another chain returns.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member that begins the table
    ordinal INTEGER NOT NULL, -- which rule of the table, from 1
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- NFPROTO_*: 2 ip, 3 arp, 10 ip6
    table_name TEXT NOT NULL, -- filter, nat, mangle, raw or security
    chain TEXT NOT NULL, -- its chain: INPUT, or the name of one that no hook calls
    hook INTEGER, -- hook that calls the chain: 0 prerouting, 1 input, 2 forward, 3 output, 4 postrouting, of arp 0 input, 1 output, 2 forward; NULL when none does
    position INTEGER NOT NULL, -- which rule of the chain, from 1
    policy INTEGER NOT NULL, -- 1: the policy of the chain, with the packets that no other rule decided
    protocol INTEGER, -- IPPROTO_*; NULL for any
    source_address TEXT, -- source, of arp the sender; NULL for any as text
    source_ip BLOB, -- the same as bytes in network order
    source_length INTEGER, -- bits of the source that count; NULL when they are not the first ones
    destination_address TEXT, -- destination, of arp the target; NULL for any as text
    destination_ip BLOB, -- the same as bytes in network order
    destination_length INTEGER, -- bits of the destination that count; NULL when they are not the first ones
    input_interface TEXT, -- name of the interface that packets come from; empty for any
    output_interface TEXT, -- name of the interface that packets go to; empty for any
    inverted INTEGER NOT NULL, -- which conditions must not hold, as bits of invflags: 1 input interface, 2 output interface, 8 source, 16 destination, 64 protocol; others of arp
    matches TEXT, -- names of its further conditions: tcp, conntrack; NULL without
    target TEXT, -- what becomes of the packet: ACCEPT, DROP, RETURN, QUEUE, or a target of a module: REJECT, MASQUERADE; NULL for a jump, and when the rule only counts
    jump_chain TEXT, -- chain that it jumps or goes to
    is_goto INTEGER NOT NULL, -- 1: the packet does not come back from that chain
    comment TEXT, -- comment
    packets INTEGER NOT NULL, -- packets that it has seen
    bytes INTEGER NOT NULL, -- their bytes
    entry BLOB NOT NULL, -- the rule as the kernel gives it: struct ipt_entry, ip6t_entry or arpt_entry, its matches and its target
    PRIMARY KEY (snapshot_id, member_id, line, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE nf_hooks (
    -- A function that netfilter calls at a hook (NFNL_MSG_HOOK_GET, Linux 5.14), of nf_tables, iptables, connection tracking, BPF or any module.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- NFPROTO_*: 2 ip, 3 arp, 5 netdev, 7 bridge, 10 ip6
    hook INTEGER, -- 0 prerouting, 1 input, 2 forward, 3 output, 4 postrouting; of arp 0 input, 1 output; of netdev 0 ingress, 1 egress
    priority INTEGER, -- order among what is at the hook, the lowest first
    function TEXT, -- the function; NULL when the kernel does not tell
    module TEXT, -- module that has it; NULL when it is built in
    device TEXT, -- interface that was asked for, of netdev; NULL of the others
    table_name TEXT, -- table of the chain that it calls; NULL when it is none of nf_tables
    chain TEXT, -- that chain
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
