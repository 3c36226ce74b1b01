-- The sockets that sock_diag dumps, and what it says of each.

CREATE TABLE diag_inet (
    -- A socket of the sock_diag dumps of tcp, udp, udplite, raw, sctp, dccp and mptcp, one per pass and message.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    protocol INTEGER NOT NULL, -- IPPROTO_*: 6 tcp, 17 udp, 33 dccp, 132 sctp, 136 udplite, 262 mptcp; 255 for raw
    state INTEGER NOT NULL, -- TCP_* of the kernel: 1 ESTABLISHED, 7 CLOSE (unconnected; tcp: bound, neither listening nor connected), 10 LISTEN, …
    timer INTEGER NOT NULL, -- 0 none, 1 retransmit, 2 keepalive, 3 time-wait, 4 zero-window probe
    retrans INTEGER NOT NULL, -- retransmits, or probes not answered
    expires INTEGER NOT NULL, -- until the timer runs out, milliseconds
    local_address TEXT NOT NULL, -- local address as text
    local_ip BLOB NOT NULL, -- the same as bytes in network order
    local_port INTEGER NOT NULL, -- port; raw: IP protocol number
    remote_address TEXT NOT NULL, -- remote address as text
    remote_ip BLOB NOT NULL, -- the same as bytes in network order
    remote_port INTEGER NOT NULL, -- port
    interface_index INTEGER NOT NULL, -- interface it is bound to, 0 none
    cookie INTEGER NOT NULL, -- number that no other socket of this boot has; an address in kernels before 4.1
    rqueue INTEGER NOT NULL, -- bytes not yet read; current backlog of a listener
    wqueue INTEGER NOT NULL, -- bytes not yet acknowledged; maximum backlog of a listener
    uid INTEGER NOT NULL, -- owner of the socket, in the user namespace of the reader; 0 for time-wait and requests
    inode INTEGER NOT NULL, -- inode of the socket, its lower 32 bits; 0 for time-wait, requests and what was not accepted
    rmem INTEGER, -- INET_DIAG_MEMINFO: memory of the receive queue
    wmem INTEGER, -- memory of the send queue
    fmem INTEGER, -- memory reserved for later
    tmem INTEGER, -- memory of what was sent
    skmem_rmem_alloc INTEGER, -- receive queue, bytes of memory
    skmem_rcvbuf INTEGER, -- receive buffer, the limit
    skmem_wmem_alloc INTEGER, -- memory of what was sent and not yet acknowledged or taken
    skmem_sndbuf INTEGER, -- send buffer, the limit
    skmem_fwd_alloc INTEGER, -- memory reserved for later
    skmem_wmem_queued INTEGER, -- memory of the send queue
    skmem_optmem INTEGER, -- memory of socket options
    skmem_backlog INTEGER, -- bytes that arrived while the socket was locked
    skmem_drops INTEGER, -- packets dropped; NULL before 4.7, as all of skmem_* where it was not asked for
    congestion TEXT, -- congestion control algorithm
    tos INTEGER, -- type of service of IPv4
    tclass INTEGER, -- traffic class of IPv6
    shutdown INTEGER, -- 1 receiving shut down, 2 sending, 3 both
    v6only INTEGER, -- 1 when an IPv6 socket takes no IPv4; NULL unless it listens or is unconnected
    mark INTEGER, -- SO_MARK; NULL without CAP_NET_ADMIN
    class_id INTEGER, -- net_cls class, or SO_PRIORITY
    cgroup_id INTEGER, -- cgroup v2 it was made in: inode number of the directory in cgroupfs
    recverr INTEGER, -- 1 IP_RECVERR
    is_icsk INTEGER, -- 1 connection-oriented (inet_connection_sock)
    freebind INTEGER, -- 1 IP_FREEBIND
    hdrincl INTEGER, -- 1 IP_HDRINCL: sends its own IP headers
    mc_loop INTEGER, -- 1 IP_MULTICAST_LOOP
    transparent INTEGER, -- 1 IP_TRANSPARENT: may bind addresses that are not the host's
    mc_all INTEGER, -- 1 IP_MULTICAST_ALL
    nodefrag INTEGER, -- 1 IP_NODEFRAG
    bind_address_no_port INTEGER, -- 1 IP_BIND_ADDRESS_NO_PORT
    recverr_rfc4884 INTEGER, -- 1 IP_RECVERR_RFC4884
    defer_connect INTEGER, -- 1 while a fast open waits for the first data
    ulp TEXT, -- upper layer protocol: tls, mptcp, …
    tls_version INTEGER, -- 771 TLS 1.2, 772 TLS 1.3
    tls_cipher INTEGER, -- TLS_CIPHER_*: 51 AES-GCM-128, 52 AES-GCM-256, …
    tls_txconf INTEGER, -- sending: 1 plain, 2 software, 3 device, 4 device records
    tls_rxconf INTEGER, -- receiving, the same
    mptcp_token_local INTEGER, -- token of the mptcp connection that this tcp socket is a subflow of
    mptcp_token_remote INTEGER, -- the peer's token
    mptcp_id_local INTEGER, -- address id
    mptcp_id_remote INTEGER, -- the peer's address id
    mptcp_flags INTEGER, -- MPTCP_SUBFLOW_FLAG_*
    md5_keys INTEGER, -- number of TCP MD5 keys; the keys themselves stay in the member
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE diag_sctp_addresses (
    -- An address of an sctp association or endpoint. The socket is the row of diag_inet with the same key.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    ordinal INTEGER NOT NULL, -- number within the message
    side TEXT NOT NULL, -- local or remote
    address TEXT NOT NULL, -- address as text
    ip BLOB NOT NULL, -- the same as bytes in network order
    port INTEGER NOT NULL, -- port
    PRIMARY KEY (snapshot_id, member_id, line, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE tcp_info (
    -- struct tcp_info of a tcp or dccp socket. The socket is the row of diag_inet with the same key. A column is NULL where the kernel's structure ends before it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    state INTEGER, -- TCP_*
    ca_state INTEGER, -- 0 open, 1 disorder, 2 CWR, 3 recovery, 4 loss
    retransmits INTEGER, -- timeouts in a row
    probes INTEGER, -- zero-window or keepalive probes not answered
    backoff INTEGER, -- doublings of the timeout
    options INTEGER, -- 1 timestamps, 2 sack, 4 window scale, 8 ecn, 16 ecn seen, 32 fast open data, …
    rto INTEGER, -- retransmit timeout, microseconds
    ato INTEGER, -- delayed acknowledgement timeout, microseconds
    snd_mss INTEGER, -- segment size for sending
    rcv_mss INTEGER, -- segment size of the peer, as estimated
    unacked INTEGER, -- segments in flight; current backlog of a listener
    sacked INTEGER, -- segments acknowledged selectively; maximum backlog of a listener
    lost INTEGER, -- segments taken for lost
    retrans INTEGER, -- segments retransmitted and in flight
    fackets INTEGER, -- 0 since 4.15
    last_data_sent INTEGER, -- milliseconds ago
    last_ack_sent INTEGER, -- always 0
    last_data_recv INTEGER, -- milliseconds ago
    last_ack_recv INTEGER, -- milliseconds ago
    pmtu INTEGER, -- path MTU
    rcv_ssthresh INTEGER, -- limit of the receive window
    rtt INTEGER, -- smoothed round trip, microseconds
    rttvar INTEGER, -- its variation, microseconds
    snd_ssthresh INTEGER, -- slow-start threshold
    snd_cwnd INTEGER, -- congestion window, segments
    advmss INTEGER, -- segment size advertised
    reordering INTEGER, -- segments that may arrive out of order
    rcv_rtt INTEGER, -- round trip as the receiver sees it, microseconds
    rcv_space INTEGER, -- bytes the reader takes in a round trip
    total_retrans INTEGER, -- segments retransmitted so far
    pacing_rate INTEGER, -- bytes per second, -1 without limit
    max_pacing_rate INTEGER, -- bytes per second, -1 without limit
    bytes_acked INTEGER, -- bytes sent and acknowledged so far
    bytes_received INTEGER, -- bytes received so far
    segs_out INTEGER, -- segments sent so far
    segs_in INTEGER, -- segments received so far
    notsent_bytes INTEGER, -- bytes in the queue not yet sent
    min_rtt INTEGER, -- shortest round trip of late, microseconds
    data_segs_in INTEGER, -- segments with data received so far
    data_segs_out INTEGER, -- segments with data sent so far
    delivery_rate INTEGER, -- bytes per second
    busy_time INTEGER, -- microseconds spent sending
    rwnd_limited INTEGER, -- microseconds of these held up by the peer's window
    sndbuf_limited INTEGER, -- microseconds of these held up by the send buffer
    delivered INTEGER, -- segments delivered so far
    delivered_ce INTEGER, -- of these, with congestion experienced
    bytes_sent INTEGER, -- bytes of data sent so far, retransmissions counted
    bytes_retrans INTEGER, -- bytes retransmitted so far
    dsack_dups INTEGER, -- duplicates that the peer reported
    reord_seen INTEGER, -- reorderings seen
    rcv_ooopack INTEGER, -- segments received out of order
    snd_wnd INTEGER, -- window that the peer advertises, bytes
    rcv_wnd INTEGER, -- window that we advertise, bytes
    rehash INTEGER, -- times another path was tried
    total_rto INTEGER, -- timeouts so far
    total_rto_recoveries INTEGER, -- recoveries from timeouts so far
    total_rto_time INTEGER, -- milliseconds spent in them
    received_ce INTEGER, -- segments received with congestion experienced
    delivered_e1_bytes INTEGER, -- Accurate ECN: bytes delivered with ECT(1)
    delivered_e0_bytes INTEGER, -- bytes delivered with ECT(0)
    delivered_ce_bytes INTEGER, -- bytes delivered with CE
    received_e1_bytes INTEGER, -- bytes received with ECT(1)
    received_e0_bytes INTEGER, -- bytes received with ECT(0)
    received_ce_bytes INTEGER, -- bytes received with CE
    snd_wscale INTEGER, -- window scale of the peer
    rcv_wscale INTEGER, -- our window scale
    delivery_rate_app_limited INTEGER, -- 1 when the application sends less than the path takes
    fastopen_client_fail INTEGER, -- why fast open failed: 0 no failure, 1 no cookie, 2 data not acknowledged, 3 SYN retransmitted
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE tcp_cc_info (
    -- What the congestion control of a tcp socket says; the columns of the other algorithms are NULL. The socket is the row of diag_inet with the same key.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    vegas_enabled INTEGER, -- vegas and its kin: 1 while it governs
    vegas_rttcnt INTEGER, -- round trips measured
    vegas_rtt INTEGER, -- round trip, microseconds
    vegas_minrtt INTEGER, -- shortest round trip, microseconds
    dctcp_enabled INTEGER, -- dctcp: 1 when the peer takes part
    dctcp_ce_state INTEGER, -- 1 after congestion experienced
    dctcp_alpha INTEGER, -- share of marked bytes, of 1024
    dctcp_ab_ecn INTEGER, -- marked bytes acknowledged
    dctcp_ab_tot INTEGER, -- bytes acknowledged
    bbr_bw INTEGER, -- bbr: bandwidth, bytes per second
    bbr_min_rtt INTEGER, -- shortest round trip, microseconds
    bbr_pacing_gain INTEGER, -- of 256
    bbr_cwnd_gain INTEGER, -- of 256
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE mptcp_info (
    -- struct mptcp_info of an mptcp socket. The socket is the row of diag_inet with the same key.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    subflows INTEGER, -- further subflows
    add_addr_signal INTEGER, -- addresses announced
    add_addr_accepted INTEGER, -- addresses of the peer accepted
    subflows_max INTEGER, -- limit of subflows
    add_addr_signal_max INTEGER, -- limit of announced addresses
    add_addr_accepted_max INTEGER, -- limit of accepted addresses
    flags INTEGER, -- 1 fell back to tcp, 2 the peer's key was received
    token INTEGER, -- local token: mptcp_token_local of the subflows in diag_inet
    write_seq INTEGER, -- next sequence number to write; 64 bits, the upper half negative
    snd_una INTEGER, -- first sequence number not acknowledged, likewise
    rcv_nxt INTEGER, -- next sequence number expected, likewise
    local_addr_used INTEGER, -- local addresses in use
    local_addr_max INTEGER, -- limit of local addresses
    csum_enabled INTEGER, -- 1 with checksums
    retransmits INTEGER, -- retransmissions so far
    bytes_retrans INTEGER, -- bytes retransmitted so far
    bytes_sent INTEGER, -- bytes sent so far
    bytes_received INTEGER, -- bytes received so far
    bytes_acked INTEGER, -- bytes acknowledged so far
    subflows_total INTEGER, -- subflows, the first one counted
    last_data_sent INTEGER, -- milliseconds ago
    last_data_recv INTEGER, -- milliseconds ago
    last_ack_recv INTEGER, -- milliseconds ago
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE sctp_info (
    -- struct sctp_info of an sctp association. The socket is the row of diag_inet with the same key.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    tag INTEGER, -- local verification tag
    state INTEGER, -- SCTP_STATE_* of the kernel: 0 CLOSED, 3 ESTABLISHED, …
    rwnd INTEGER, -- receive window
    unackdata INTEGER, -- chunks not acknowledged
    penddata INTEGER, -- chunks not yet read
    instrms INTEGER, -- incoming streams
    outstrms INTEGER, -- outgoing streams
    fragmentation_point INTEGER, -- size above which messages are fragmented
    inqueue INTEGER, -- chunks in the incoming queue
    outqueue INTEGER, -- chunks in the outgoing queue
    overall_error INTEGER, -- errors in a row
    max_burst INTEGER, -- limit of a burst
    maxseg INTEGER, -- largest fragment
    peer_rwnd INTEGER, -- the peer's receive window
    peer_tag INTEGER, -- the peer's verification tag
    peer_capable INTEGER, -- what the peer is capable of
    peer_sack INTEGER, -- 1 when the peer must acknowledge
    isacks INTEGER, -- SACKs received
    osacks INTEGER, -- SACKs sent
    opackets INTEGER, -- packets sent
    ipackets INTEGER, -- packets received
    rtxchunks INTEGER, -- chunks retransmitted
    outofseqtsns INTEGER, -- chunks out of sequence
    idupchunks INTEGER, -- duplicate chunks received
    gapcnt INTEGER, -- gap acknowledgements received
    ouodchunks INTEGER, -- unordered chunks sent
    iuodchunks INTEGER, -- unordered chunks received
    oodchunks INTEGER, -- ordered chunks sent
    iodchunks INTEGER, -- ordered chunks received
    octrlchunks INTEGER, -- control chunks sent
    ictrlchunks INTEGER, -- control chunks received
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE diag_unix (
    -- A socket of the sock_diag dump of unix sockets, one per pass and message. Unlike rows of proc_net_unix these cannot be forged.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    family INTEGER NOT NULL, -- 1 AF_UNIX
    type INTEGER NOT NULL, -- as the kernel numbers them: 1 stream, 2 datagram (the other way round on MIPS), 5 seqpacket
    state INTEGER NOT NULL, -- 1 ESTABLISHED (connected), 2 SYN_SENT (connecting), 7 CLOSE (unconnected), 10 LISTEN
    inode INTEGER NOT NULL, -- inode of the socket, its lower 32 bits; 0 when it waits to be accepted
    cookie INTEGER NOT NULL, -- number that no other socket of this boot has; an address in kernels before 4.1
    path TEXT, -- bound name; @ first for an abstract one, and @ for each of its NULs; NULL when it has none
    abstract INTEGER, -- 1 when the name is abstract, 0 when it is one of the file system; NULL when it has none
    bound_name BLOB, -- bound name, exact bytes, the first of them NUL for an abstract one; NULL when it has none
    vfs_inode INTEGER, -- inode of the bound path in the file system
    vfs_device INTEGER, -- device of the file system, as the kernel numbers it: major << 20 | minor
    peer INTEGER, -- inode of the socket at the other end; 0 when that is not accepted yet
    rqueue INTEGER, -- bytes not yet read; current backlog of a listener
    wqueue INTEGER, -- bytes not yet taken by the peer; maximum backlog of a listener
    skmem_rmem_alloc INTEGER, -- receive queue, bytes of memory
    skmem_rcvbuf INTEGER, -- receive buffer, the limit
    skmem_wmem_alloc INTEGER, -- memory of what was sent and not yet acknowledged or taken
    skmem_sndbuf INTEGER, -- send buffer, the limit
    skmem_fwd_alloc INTEGER, -- memory reserved for later
    skmem_wmem_queued INTEGER, -- memory of the send queue
    skmem_optmem INTEGER, -- memory of socket options
    skmem_backlog INTEGER, -- bytes that arrived while the socket was locked
    skmem_drops INTEGER, -- packets dropped; NULL before 4.7, as all of skmem_* where it was not asked for
    shutdown INTEGER, -- 1 receiving shut down, 2 sending, 3 both
    uid INTEGER, -- owner; NULL before 5.3
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE diag_unix_waiting (
    -- A client that waits to be accepted by a listening unix socket (UNIX_DIAG_ICONS).
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    ordinal INTEGER NOT NULL, -- number within the message
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    listener_inode INTEGER NOT NULL, -- inode of the listener
    client_inode INTEGER NOT NULL, -- inode of the client's socket; 0 when it is gone
    PRIMARY KEY (snapshot_id, member_id, line, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX diag_unix_waiting_by_client ON diag_unix_waiting (snapshot_id, client_inode);

CREATE TABLE diag_netlink (
    -- A socket of the sock_diag dump of netlink sockets, one per pass and message.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    type INTEGER NOT NULL, -- 2 SOCK_DGRAM (1 on MIPS), 3 SOCK_RAW
    protocol INTEGER NOT NULL, -- NETLINK_*
    state INTEGER NOT NULL, -- 1 connected, 7 (0 in old kernels) unconnected
    port_id INTEGER NOT NULL, -- netlink port, often but not always a process; 0 is the kernel
    destination_port_id INTEGER NOT NULL, -- port it is connected to
    destination_group INTEGER NOT NULL, -- group it is connected to
    inode INTEGER NOT NULL, -- inode of the socket, its lower 32 bits
    cookie INTEGER NOT NULL, -- number that no other socket of this boot has
    flags INTEGER, -- NDIAG_FLAG_*: 1 a dump runs, 16 listens to all namespaces, …; NULL where it was not asked for
    skmem_rmem_alloc INTEGER, -- receive queue, bytes of memory
    skmem_rcvbuf INTEGER, -- receive buffer, the limit
    skmem_wmem_alloc INTEGER, -- memory of what was sent and not yet acknowledged or taken
    skmem_sndbuf INTEGER, -- send buffer, the limit
    skmem_fwd_alloc INTEGER, -- memory reserved for later
    skmem_wmem_queued INTEGER, -- memory of the send queue
    skmem_optmem INTEGER, -- memory of socket options
    skmem_backlog INTEGER, -- bytes that arrived while the socket was locked
    skmem_drops INTEGER, -- packets dropped; NULL before 4.7, as all of skmem_* where it was not asked for
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE diag_netlink_groups (
    -- A multicast group that a netlink socket listens to.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    group_number INTEGER NOT NULL, -- number of the group, from 1; for NETLINK_ROUTE an RTNLGRP_*
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    protocol INTEGER NOT NULL, -- NETLINK_*
    port_id INTEGER NOT NULL, -- netlink port of the socket
    inode INTEGER NOT NULL, -- inode of the socket
    PRIMARY KEY (snapshot_id, member_id, line, group_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE diag_packet (
    -- A socket of the sock_diag dump of packet sockets, one per pass and message.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    type INTEGER NOT NULL, -- 2 SOCK_DGRAM (1 on MIPS), 3 SOCK_RAW, 10 SOCK_PACKET
    protocol INTEGER NOT NULL, -- ethertype; 3 is ETH_P_ALL
    inode INTEGER NOT NULL, -- inode of the socket, its lower 32 bits
    cookie INTEGER NOT NULL, -- number that no other socket of this boot has
    interface_index INTEGER, -- interface it is bound to, 0 for all
    version INTEGER, -- TPACKET_V1 0, V2 1, V3 2
    reserve INTEGER, -- PACKET_RESERVE, bytes before each frame
    copy_threshold INTEGER, -- PACKET_COPY_THRESH
    timestamp INTEGER, -- PACKET_TIMESTAMP
    flags INTEGER, -- 1 running, 2 auxdata, 4 origdev, 8 vnet header, 16 loss
    fanout INTEGER, -- group in the lower 16 bits, type and flags above; NULL when in none
    uid INTEGER, -- owner of the socket
    rx_ring_block_size INTEGER, -- mapped receive ring: bytes of a block; NULL without a ring
    rx_ring_block_nr INTEGER, -- blocks
    rx_ring_frame_size INTEGER, -- bytes of a frame
    rx_ring_frame_nr INTEGER, -- frames
    tx_ring_block_size INTEGER, -- mapped send ring: bytes of a block; NULL without a ring
    tx_ring_block_nr INTEGER, -- blocks
    tx_ring_frame_size INTEGER, -- bytes of a frame
    tx_ring_frame_nr INTEGER, -- frames
    skmem_rmem_alloc INTEGER, -- receive queue, bytes of memory
    skmem_rcvbuf INTEGER, -- receive buffer, the limit
    skmem_wmem_alloc INTEGER, -- memory of what was sent and not yet acknowledged or taken
    skmem_sndbuf INTEGER, -- send buffer, the limit
    skmem_fwd_alloc INTEGER, -- memory reserved for later
    skmem_wmem_queued INTEGER, -- memory of the send queue
    skmem_optmem INTEGER, -- memory of socket options
    skmem_backlog INTEGER, -- bytes that arrived while the socket was locked
    skmem_drops INTEGER, -- packets dropped; NULL before 4.7, as all of skmem_* where it was not asked for
    filter_instructions INTEGER, -- instructions of its filter; NULL when it has none; 0 when that could not be seen (no CAP_NET_ADMIN)
    filter BLOB, -- the filter: an array of struct sock_filter, in the byte order of the captured host; NULL when it has none or could not be seen
    filter_sha256 TEXT, -- SHA-256 of these bytes
    filter_listing TEXT, -- its instructions as ss -0b prints them: 0x28 0 0 12, 0x15 0 1 2048, …
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE diag_packet_memberships (
    -- A membership of a packet socket: a request to receive more than the interface would.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    ordinal INTEGER NOT NULL, -- number within the message
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    inode INTEGER NOT NULL, -- inode of the socket
    interface_index INTEGER NOT NULL, -- interface
    count INTEGER NOT NULL, -- times it was requested
    type INTEGER NOT NULL, -- 0 multicast, 1 promiscuous, 2 all multicast, 3 unicast
    mac TEXT, -- link-layer address; empty for promiscuous
    PRIMARY KEY (snapshot_id, member_id, line, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE diag_vsock (
    -- A socket of the sock_diag dump of vsock sockets, one per pass and message.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    type INTEGER NOT NULL, -- 1 stream, 2 datagram (the other way round on MIPS), 5 seqpacket
    state INTEGER NOT NULL, -- TCP_* of the kernel: 1 ESTABLISHED, 2 connecting, 7 CLOSE, 8 disconnecting, 10 LISTEN
    shutdown INTEGER NOT NULL, -- 1 receiving shut down, 2 sending, 3 both
    local_cid INTEGER NOT NULL, -- context id; 4294967295 any, 2 the host
    local_port INTEGER NOT NULL, -- port
    remote_cid INTEGER NOT NULL, -- context id of the peer
    remote_port INTEGER NOT NULL, -- port
    inode INTEGER NOT NULL, -- inode of the socket, its lower 32 bits
    cookie INTEGER NOT NULL, -- number that no other socket of this boot has
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE diag_xdp (
    -- A socket of the sock_diag dump of AF_XDP sockets, one per pass and message.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    type INTEGER NOT NULL, -- 3 SOCK_RAW
    inode INTEGER NOT NULL, -- inode of the socket, its lower 32 bits
    cookie INTEGER NOT NULL, -- number that no other socket of this boot has
    interface_index INTEGER, -- interface it is bound to
    queue_id INTEGER, -- queue of the interface
    uid INTEGER, -- owner of the socket
    rx_ring_entries INTEGER, -- size of the receive ring; NULL without
    tx_ring_entries INTEGER, -- size of the send ring
    fill_ring_entries INTEGER, -- size of the fill ring
    completion_ring_entries INTEGER, -- size of the completion ring
    umem_id INTEGER, -- memory that it shares with others of the same number
    umem_size INTEGER, -- bytes of it
    umem_num_pages INTEGER, -- pages of it
    umem_chunk_size INTEGER, -- bytes of a frame
    umem_headroom INTEGER, -- bytes before each packet
    umem_interface_index INTEGER, -- interface that the memory belongs to
    umem_queue_id INTEGER, -- queue that the memory belongs to
    umem_flags INTEGER, -- 1 zero copy
    umem_refs INTEGER, -- sockets that share it
    rx_dropped INTEGER, -- packets dropped
    rx_invalid INTEGER, -- descriptors that were invalid
    rx_full INTEGER, -- packets dropped since the ring was full
    fill_ring_empty INTEGER, -- times nothing was there to fill
    tx_invalid INTEGER, -- descriptors that were invalid
    tx_ring_empty INTEGER, -- times nothing was there to send
    skmem_rmem_alloc INTEGER, -- receive queue, bytes of memory
    skmem_rcvbuf INTEGER, -- receive buffer, the limit
    skmem_wmem_alloc INTEGER, -- memory of what was sent and not yet acknowledged or taken
    skmem_sndbuf INTEGER, -- send buffer, the limit
    skmem_fwd_alloc INTEGER, -- memory reserved for later
    skmem_wmem_queued INTEGER, -- memory of the send queue
    skmem_optmem INTEGER, -- memory of socket options
    skmem_backlog INTEGER, -- bytes that arrived while the socket was locked
    skmem_drops INTEGER, -- packets dropped; NULL before 4.7, as all of skmem_* where it was not asked for
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
