-- The sockets that files below /proc/net list, as printed: proc_net_X is /proc/net/X.

CREATE TABLE proc_net_inet (
    -- A row of /proc/net/{tcp,udp,udplite,raw,icmp}{,6}, one per pass and row, duplicates as read.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    protocol INTEGER NOT NULL, -- IPPROTO_*; 255 for raw
    sl INTEGER NOT NULL, -- row number (tcp) or hash bucket (udp)
    local_address TEXT NOT NULL, -- address as text
    local_ip BLOB NOT NULL, -- address as 4 or 16 bytes in network order, for ranges
    local_port INTEGER NOT NULL, -- port; raw: IP protocol number; icmp: echo id
    remote_address TEXT NOT NULL, -- address as text
    remote_ip BLOB NOT NULL, -- address as 4 or 16 bytes in network order
    remote_port INTEGER NOT NULL, -- port
    st INTEGER NOT NULL, -- state, TCP_* of the kernel
    tx_queue INTEGER NOT NULL, -- bytes not yet acknowledged
    rx_queue INTEGER NOT NULL, -- bytes not yet read; current backlog of a listener
    timer INTEGER NOT NULL, -- tr: 0 none, 1 retransmit, 2 keepalive, 3 time-wait, 4 zero-window probe
    timer_expires INTEGER NOT NULL, -- tm->when in USER_HZ
    retransmits INTEGER NOT NULL, -- retrnsmt
    uid INTEGER, -- owner of the socket, in the user namespace of the reader; NULL where the row ends before it
    timeout INTEGER, -- unanswered zero-window probes; NULL where the row ends before it
    inode INTEGER, -- inode of the socket; 0 when no descriptor ever belonged to it or does any more; NULL where the row ends before it
    ref INTEGER, -- references; NULL in short rows of old kernels
    rto INTEGER, -- retransmit timeout; NULL where the row has none
    ato INTEGER, -- delayed acknowledgement timeout
    quick INTEGER, -- quick << 1 | pingpong
    cwnd INTEGER, -- congestion window
    ssthresh INTEGER, -- slow-start threshold, -1 none; fastopen queue length of a listener
    drops INTEGER, -- datagrams dropped; NULL for tcp and before 2.6.27
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_unix (
    -- A row of /proc/net/unix, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    ref_count INTEGER NOT NULL, -- references
    protocol INTEGER NOT NULL, -- always 0
    flags INTEGER NOT NULL, -- 65536 (SO_ACCEPTCON): listening
    type INTEGER NOT NULL, -- as printed: 1 stream, 2 datagram (the other way round on MIPS), 5 seqpacket
    st INTEGER NOT NULL, -- 1 unconnected, 2 connecting, 3 connected, 4 disconnecting
    inode INTEGER NOT NULL, -- inode of the socket; 0 when it waits to be accepted
    path TEXT, -- bound name, @ first for an abstract one, and @ for each of its NULs; NULL when it has none
    abstract INTEGER, -- 1 when the name is abstract, 0 when it is one of the file system; NULL when it has none, or begins with @: a path may, too
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_netlink (
    -- A row of /proc/net/netlink, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    protocol INTEGER NOT NULL, -- Eth: NETLINK_*
    port_id INTEGER NOT NULL, -- Pid: the netlink port, often but not always a process; 0 is the kernel
    groups INTEGER NOT NULL, -- first 32 multicast groups
    rmem INTEGER NOT NULL, -- receive buffer in use
    wmem INTEGER NOT NULL, -- send buffer in use
    dump INTEGER, -- 1 while a dump runs; old kernels print a pointer, then NULL
    locks INTEGER NOT NULL, -- references
    drops INTEGER, -- messages dropped; NULL in 2.6.24
    inode INTEGER, -- inode of the socket; NULL in 2.6.24
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_packet (
    -- A row of /proc/net/packet, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    ref_count INTEGER NOT NULL, -- references
    type INTEGER NOT NULL, -- 2 SOCK_DGRAM (1 on MIPS), 3 SOCK_RAW, 10 SOCK_PACKET
    protocol INTEGER NOT NULL, -- ethertype; 3 is ETH_P_ALL
    interface_index INTEGER NOT NULL, -- interface it is bound to, 0 for all
    running INTEGER NOT NULL, -- 1 while it receives
    rmem INTEGER NOT NULL, -- receive buffer in use
    uid INTEGER NOT NULL, -- owner of the socket
    inode INTEGER NOT NULL, -- inode of the socket
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
