-- Sockets and who holds them: the one table that merges all tables of sockets, and the views on it.

CREATE TABLE sockets (
    -- A socket of a network namespace, owned or not, merged from all tables that show it.
    socket_id INTEGER PRIMARY KEY, -- number of the socket in this database
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    net_namespace INTEGER, -- inode number of the namespace; NULL when only a descriptor shows the socket and the kernel did not tell it of that
    family INTEGER, -- AF_*: 1 unix, 2 inet, 10 inet6, 16 netlink, 17 packet, 24 pppox, 40 vsock, 44 xdp, and the rarer ones of proc_net_family_sockets; NULL when only a descriptor shows it and the kernel does not name its protocol
    protocol INTEGER, -- IPPROTO_* (255 raw), NETLINK_*, ethertype; 0 for unix
    type TEXT, -- stream, dgram, raw, seqpacket, packet
    state TEXT, -- ESTABLISHED, LISTEN, … for tcp, CONNECTED, LISTENING, … for unix; NULL where the family has none
    local_address TEXT, -- address as text; vsock: context id
    local_ip BLOB, -- address as 4 or 16 bytes in network order
    local_port INTEGER, -- port; raw: IP protocol; icmp: echo id; netlink: port id
    remote_address TEXT, -- address as text
    remote_ip BLOB, -- address as 4 or 16 bytes in network order
    remote_port INTEGER, -- port
    path TEXT, -- bound name of a unix socket as /proc/net/unix prints it: @ first for an abstract one, and @ for each of its NULs
    abstract INTEGER, -- of a unix socket with a name: 1 when that is abstract, 0 when it is one of the file system; NULL where only the text table shows it and it begins with @: a path may, too
    bound_name BLOB, -- the name of a unix socket, exact bytes, the first of them NUL for an abstract one; NULL where no diag dump shows it
    interface_index INTEGER, -- interface that it is bound to (SO_BINDTODEVICE), or that its link-local addresses belong to, 0 none; NULL where no dump tells
    interface_name TEXT, -- name of that interface
    inode INTEGER NOT NULL, -- inode of the socket, 0 where it has none
    cookie INTEGER, -- number that no other socket of this boot has; NULL where no diag dump shows it
    uid INTEGER, -- owner of the socket as the kernel printed it
    recv_q INTEGER, -- bytes not yet read; backlog of a listener
    send_q INTEGER, -- bytes not yet acknowledged; maximum backlog of a listener, where a diag dump shows it
    seen TEXT NOT NULL, -- what saw it: before, after (the text tables of the two passes), diag (a dump), descriptor, io_uring (a ring alone); joined by commas
    ownership TEXT NOT NULL REFERENCES ownership_reasons, -- owned, or why there is no owner: ownership_reasons says what each word means, and what to look at next
    kernel_holder TEXT, -- what in the kernel holds it, where ownership is kernel: kind and name of the interface (wireguard wg0, vxlan vx0), fou, gue, l2tp and its tunnel, nfsd, lockd, type and mount point of a network mount, netlink, …
    unread_tables INTEGER, -- number of tables that were not read whole and may hold the owner, or the row of a socket that only a descriptor shows; NULL when there is nothing more to find
    member_id INTEGER NOT NULL REFERENCES members, -- where it was last read: in a text table, else in a dump, else a descriptor
    line INTEGER NOT NULL, -- line of that member
    diag_member_id INTEGER REFERENCES members, -- the diag dump that showed it last
    diag_line INTEGER, -- ordinal of the message in it
    community_id TEXT, -- Community ID (version 1, seed 0) of its packets, as Suricata and Zeek write it; of tcp, udp, sctp and icmp with a peer, by these addresses: behind an address translation the packets have another one; NULL for others
    family_name TEXT GENERATED ALWAYS AS ( -- the family in a word: unix, inet, inet6, netlink, packet, vsock, …; NULL for a number without one
        CASE family WHEN 1 THEN 'unix' WHEN 2 THEN 'inet' WHEN 3 THEN 'ax25' WHEN 4 THEN 'ipx' WHEN 5 THEN 'appletalk' WHEN 6 THEN 'netrom'
            WHEN 9 THEN 'x25' WHEN 10 THEN 'inet6' WHEN 11 THEN 'rose' WHEN 15 THEN 'key' WHEN 16 THEN 'netlink' WHEN 17 THEN 'packet'
            WHEN 21 THEN 'rds' WHEN 24 THEN 'pppox' WHEN 26 THEN 'llc' WHEN 29 THEN 'can' WHEN 30 THEN 'tipc' WHEN 31 THEN 'bluetooth'
            WHEN 32 THEN 'iucv' WHEN 33 THEN 'rxrpc' WHEN 34 THEN 'isdn' WHEN 35 THEN 'phonet' WHEN 36 THEN 'ieee802154' WHEN 37 THEN 'caif'
            WHEN 38 THEN 'alg' WHEN 39 THEN 'nfc' WHEN 40 THEN 'vsock' WHEN 41 THEN 'kcm' WHEN 42 THEN 'qipcrtr' WHEN 43 THEN 'smc'
            WHEN 44 THEN 'xdp' WHEN 45 THEN 'mctp' END) VIRTUAL,
    protocol_name TEXT GENERATED ALWAYS AS ( -- the protocol in a word: tcp, udp, icmp, icmpv6, sctp, raw, …; netlink and packet as ss names them: rtnl, genl, all, ip, …; other families have none, and it is the family's; NULL for a number without one
        CASE WHEN family IN (2, 10) THEN
            CASE protocol WHEN 1 THEN 'icmp' WHEN 6 THEN 'tcp' WHEN 17 THEN 'udp' WHEN 33 THEN 'dccp' WHEN 58 THEN 'icmpv6'
                WHEN 132 THEN 'sctp' WHEN 136 THEN 'udplite' WHEN 255 THEN 'raw' WHEN 262 THEN 'mptcp' END
        WHEN family = 16 THEN
            CASE protocol WHEN 0 THEN 'rtnl' WHEN 2 THEN 'usersock' WHEN 3 THEN 'fw' WHEN 4 THEN 'tcpdiag' WHEN 5 THEN 'nflog'
                WHEN 6 THEN 'xfrm' WHEN 7 THEN 'selinux' WHEN 8 THEN 'iscsi' WHEN 9 THEN 'audit' WHEN 10 THEN 'fiblookup'
                WHEN 11 THEN 'connector' WHEN 12 THEN 'nft' WHEN 13 THEN 'ip6fw' WHEN 14 THEN 'dec-rt' WHEN 15 THEN 'uevent'
                WHEN 16 THEN 'genl' WHEN 18 THEN 'scsi-trans' WHEN 19 THEN 'ecryptfs' WHEN 20 THEN 'rdma' WHEN 21 THEN 'crypto'
                WHEN 22 THEN 'smc' END
        WHEN family = 17 THEN
            CASE protocol WHEN 3 THEN 'all' WHEN 4 THEN '802_2' WHEN 2048 THEN 'ip' WHEN 2054 THEN 'arp' WHEN 33024 THEN '802.1Q'
                WHEN 34525 THEN 'ipv6' WHEN 34887 THEN 'mpls' WHEN 34915 THEN 'ppp_disc' WHEN 34916 THEN 'ppp_ses' WHEN 34958 THEN 'eapol'
                WHEN 35020 THEN 'lldp' END
        ELSE family_name END) VIRTUAL
) STRICT;
CREATE INDEX sockets_by_inode ON sockets (snapshot_id, inode);
CREATE INDEX sockets_by_net_namespace ON sockets (snapshot_id, net_namespace);
CREATE INDEX sockets_by_local_port ON sockets (local_port, snapshot_id, remote_port);
CREATE INDEX sockets_by_remote_ip ON sockets (remote_ip) WHERE remote_port > 0;
CREATE INDEX sockets_bound ON sockets (snapshot_id, net_namespace) WHERE interface_index > 0;
CREATE INDEX sockets_unowned ON sockets (snapshot_id, ownership) WHERE ownership <> 'owned';
CREATE INDEX sockets_listening ON sockets (snapshot_id, net_namespace, protocol, local_port) WHERE state = 'LISTEN';
CREATE INDEX sockets_listening_unix ON sockets (snapshot_id, path) WHERE state = 'LISTENING';

CREATE TABLE ownership_reasons (
    -- What sockets.ownership can say, in the order of the checks: a socket has the first reason that is proved. The rows are the same in every database.
    name TEXT PRIMARY KEY, -- the word
    meaning TEXT NOT NULL, -- what is known of such a socket
    next_step TEXT NOT NULL -- where to look next
) STRICT;
INSERT INTO ownership_reasons (name, meaning, next_step) VALUES
    ('collector', 'collect made it to ask the kernel: no evidence of the host', 'leave it out; collector_sockets has what the kernel said of it'),
    ('owned', 'a descriptor names it by its inode', 'socket_owners has the descriptor and its process'),
    ('ambiguous', 'several sockets have the inode that a descriptor names. Where all of them are the same but for their namespace, the kernel numbers one namespace in several ways, as gVisor of 2020 did for each task, and they are one socket', 'process_fds has the candidates, by inode'),
    ('time_wait', 'the connection is closed, and the kernel keeps its addresses for a while: no process has it any more', 'who has, or had in an earlier snapshot, a listener on its local port'),
    ('request', 'a connection on its way in: the handshake is not complete, and no process has it yet', 'the owner of the listener on its local port'),
    ('not_accepted', 'a connection that waits in the queue of a listener, and that no process has yet', 'the owner of the listener on its local port, or bound to its path'),
    ('orphan', 'its row has no inode: the process has closed it, and the kernel still ends the connection', 'its state, and in connections the other end'),
    ('kernel', 'the kernel''s own: netlink port 0, the port of an open tunnel, of nfsd or another server in the kernel, the connection of a network mount', 'kernel_holder says which'),
    ('no_inode', 'the kernel does not print its inode, so that no descriptor can be matched with it', 'it may be a socket of its family that only a descriptor shows: seen is descriptor'),
    ('forged', 'text of /proc/net/unix that is no socket, as a dump shows: a name with a newline makes such a row. The views of sockets leave it out', 'the owner of the unix socket with a newline in bound_name'),
    ('io_uring', 'it is registered with an io_uring, which keeps it open without a descriptor', 'process_io_uring_files has the process, by inode'),
    ('mapped', 'a mapping of it keeps it open without a descriptor', 'process_maps has the process, by inode'),
    ('race', 'it was seen in one pass, and the other one was read to its end: it came or went during the run', 'a second snapshot, where it matters: what comes and goes all the time shows again'),
    ('cut', 'the archive ends early, and its owner may be in what is missing', 'a whole archive of the snapshot; problems says where this one ends'),
    ('denied', 'its owner may be in a table of descriptors that was not read', 'unread_tables has each of them with the reason; run collect again with the rights for it'),
    ('other_pid_namespace', 'collect ran in a pid namespace that does not show every process', 'run collect in the pid namespace that the host starts with'),
    ('in_flight', 'everything was read, and enough descriptors wait in unix sockets for all that nothing else explains', 'scm_fds in unix_sockets says in the queues of which'),
    ('unexplained', 'nothing that was read explains it, and nothing that could was left out', 'process_sightings and process_covers, for what may hide a process; in connections the other end');

CREATE TABLE collector_sockets (
    -- A socket that collect made to ask the kernel, as the kernel named it for collect's own descriptor: such sockets are no evidence of the host.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- AF_*: 16 netlink
    protocol INTEGER NOT NULL, -- NETLINK_*
    inode INTEGER NOT NULL, -- inode of the socket
    cookie INTEGER, -- number that no other socket of this boot has; NULL where the kernel did not tell
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW socket_owners (
    -- A holder of a socket: every descriptor that refers to it.
    snapshot_id, -- the snapshot
    socket_id, -- the socket
    pid, -- process
    tid, -- thread whose descriptor table it is; the pid for the process's own
    fd, -- descriptor number
    member_id, -- where the descriptor was read
    line -- line of that member
) AS
SELECT s.snapshot_id, s.socket_id, f.pid, f.tid, f.fd, f.member_id, f.line
FROM sockets AS s
JOIN process_fds AS f ON f.snapshot_id = s.snapshot_id AND f.type = 'socket' AND f.inode = s.inode
WHERE +s.ownership = 'owned';

CREATE VIEW process_open_sockets (
    -- A socket and a process that holds it, as osquery; sockets without an owner have pid -1. A row that sockets calls forged is no socket, and is not in this view.
    pid, -- process, -1 when the socket has no owner
    fd, -- descriptor number, -1 when the socket has no owner
    socket, -- inode of the socket
    family, -- AF_*: 1, 2, 10, 17, also 40 vsock, 44 xdp and the others in sockets; 0 when only the descriptor shows the socket and does not tell, and the kernel does not name its protocol
    protocol, -- IPPROTO_*, 255 for raw; ethertype for packet; 0 for unix, and when it is not known
    local_address, -- address as text, empty for unix and packet
    remote_address, -- address as text
    local_port, -- port; raw: IP protocol; 0 for unix and packet
    remote_port, -- port
    path, -- bound name of a unix socket, whole, as /proc/net/unix prints it; empty for others
    state, -- TCP: ESTABLISHED, LISTEN, …, UNKNOWN when only the descriptor shows the socket; NONE for packet; empty for others
    net_namespace, -- inode number of the namespace; 0 when only the descriptor shows the socket and does not tell
    snapshot_id, -- the snapshot
    socket_id, -- the socket in sockets
    tid, -- thread whose descriptor table it is
    ownership, -- owned, or why there is no owner
    abstract, -- 1 when the name of a unix socket is abstract, 0 when it is one of the file system; NULL when it has none, or when that is not known
    bound_name, -- the name of a unix socket, exact bytes; NULL where no diag dump shows it
    interface_index, -- interface that it is bound to, or that its link-local addresses belong to, 0 none; NULL where no dump tells
    interface_name, -- name of that interface
    kernel_holder, -- what in the kernel holds it, where ownership is kernel
    family_name, -- the family in a word: unix, inet, inet6, packet, …
    protocol_name -- the protocol in a word: tcp, udp, …; as in sockets
) AS
-- In two halves, so that a pid looked for, or joined with, finds the index of process_fds.
SELECT f.pid, f.fd, s.inode, CAST(coalesce(s.family, 0) AS INTEGER),
       CAST(coalesce(s.protocol, 0) AS INTEGER),
       coalesce(s.local_address, ''), coalesce(s.remote_address, ''),
       CAST(coalesce(iif(s.family IN (2, 10), s.local_port, 0), 0) AS INTEGER), CAST(coalesce(s.remote_port, 0) AS INTEGER),
       coalesce(s.path, ''),
       CASE WHEN s.family = 17 THEN 'NONE' WHEN s.protocol = 6 AND s.family IN (2, 10) THEN coalesce(s.state, 'UNKNOWN') ELSE '' END,
       CAST(coalesce(s.net_namespace, 0) AS TEXT), s.snapshot_id, s.socket_id, f.tid, s.ownership, s.abstract,
       s.bound_name, s.interface_index, s.interface_name, s.kernel_holder, s.family_name, s.protocol_name
FROM sockets AS s
JOIN process_fds AS f ON f.snapshot_id = s.snapshot_id AND f.type = 'socket' AND f.inode = s.inode
WHERE +s.ownership = 'owned' AND s.family IS NOT 16
UNION ALL
SELECT CAST(-1 AS INTEGER), CAST(-1 AS INTEGER), s.inode, CAST(coalesce(s.family, 0) AS INTEGER),
       CAST(coalesce(s.protocol, 0) AS INTEGER),
       coalesce(s.local_address, ''), coalesce(s.remote_address, ''),
       CAST(coalesce(iif(s.family IN (2, 10), s.local_port, 0), 0) AS INTEGER), CAST(coalesce(s.remote_port, 0) AS INTEGER),
       coalesce(s.path, ''),
       CASE WHEN s.family = 17 THEN 'NONE' WHEN s.protocol = 6 AND s.family IN (2, 10) THEN coalesce(s.state, 'UNKNOWN') ELSE '' END,
       CAST(coalesce(s.net_namespace, 0) AS TEXT), s.snapshot_id, s.socket_id, CAST(NULL AS INTEGER), s.ownership, s.abstract,
       s.bound_name, s.interface_index, s.interface_name, s.kernel_holder, s.family_name, s.protocol_name
FROM sockets AS s
WHERE s.ownership NOT IN ('owned', 'forged') AND s.family IS NOT 16;

CREATE VIEW listening_ports (
    -- A socket that waits for others, and a process that holds it, as osquery: inet sockets without a peer (raw sockets too; for protocols with connections only listeners), unix sockets with a name, and packet sockets. It has no column state: in a join with processes the name would mean two; process_open_sockets has it.
    pid, -- process, -1 when the socket has no owner
    port, -- port, raw: IP protocol; 0 for unix and packet
    protocol, -- IPPROTO_*, 255 for raw; ethertype for packet; 0 for unix
    family, -- AF_*: 1, 2, 10, 17
    address, -- local address, empty for unix and packet
    fd, -- descriptor number, -1 when the socket has no owner
    socket, -- inode of the socket
    path, -- bound name of a unix socket, whole, as /proc/net/unix prints it; empty for others
    net_namespace, -- inode number of the namespace
    snapshot_id, -- the snapshot
    socket_id, -- the socket in sockets
    ownership, -- owned, or why there is no owner
    abstract, -- 1 when the name of a unix socket is abstract, 0 when it is one of the file system; NULL when it has none, or when that is not known
    bound_name, -- the name of a unix socket, exact bytes; NULL where no diag dump shows it
    interface_index, -- interface that it is bound to, 0 none; NULL where no dump tells
    interface_name, -- name of that interface
    kernel_holder, -- what in the kernel holds it, where ownership is kernel
    family_name, -- the family in a word: unix, inet, inet6, packet, …
    protocol_name -- the protocol in a word: tcp, udp, …; as in sockets
) AS
SELECT pid, local_port, protocol, family, local_address, fd, socket, path, net_namespace, snapshot_id, socket_id, ownership, abstract,
       bound_name, interface_index, interface_name, kernel_holder, family_name, protocol_name
FROM process_open_sockets AS o
-- A dump also shows TCP sockets that are only bound; a descriptor also shows sockets of which only the protocol is known.
WHERE (family IN (2, 10) AND remote_port = 0
       AND (SELECT s.state = 'LISTEN' OR (s.protocol IN (1, 17, 58, 136, 255) AND s.state <> 'CLOSED')
            FROM sockets AS s WHERE s.socket_id = o.socket_id))
   OR (family = 1 AND path <> '') OR family = 17;

CREATE VIEW unix_sockets (
    -- A unix socket, with what only that family has. A row that sockets calls forged is no socket, and is not in this view.
    socket_id, -- the socket in sockets
    net_namespace, -- inode number of the namespace
    type, -- stream, dgram, seqpacket
    state, -- UNCONNECTED, CONNECTING, CONNECTED, DISCONNECTING, LISTENING
    path, -- bound name as /proc/net/unix prints it, @ first for an abstract one; NULL when it has none
    abstract, -- 1 when the name is abstract, 0 when it is one of the file system; NULL when it has none, or when that is not known
    bound_name, -- the name, exact bytes, the first of them NUL for an abstract one; NULL where no diag dump shows it
    inode, -- inode of the socket; 0 while it waits to be accepted
    peer, -- inode of the socket at the other end, 0 while that waits to be accepted; NULL without one, or without a dump
    ref_count, -- references; NULL where only a dump shows it
    flags, -- 65536: listening; NULL where only a dump shows it
    vfs_inode, -- inode of the bound path in the file system
    vfs_device, -- device of that file system, major << 20 | minor
    scm_fds, -- descriptors that wait in its queue (SCM_RIGHTS): sockets among them have no owner yet; NULL where its holder's fdinfo does not tell
    seen, -- before, after, diag, descriptor
    ownership, -- owned, or why there is no owner
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT s.socket_id, s.net_namespace, s.type, s.state, s.path, s.abstract, s.bound_name, s.inode, d.peer, r.ref_count, r.flags,
       d.vfs_inode, d.vfs_device,
       (SELECT max(CAST(i.value AS INTEGER)) FROM process_fds AS f
        JOIN process_fdinfo AS i
          ON i.snapshot_id = f.snapshot_id AND i.pid = f.pid AND i.fd = f.fd AND i.key = 'scm_fds' AND i.tid = f.tid
        WHERE f.snapshot_id = s.snapshot_id AND f.type = 'socket' AND f.inode = s.inode AND +s.ownership = 'owned'),
       s.seen, s.ownership, s.snapshot_id, s.member_id, s.line
FROM sockets AS s
LEFT JOIN proc_net_unix AS r ON r.snapshot_id = s.snapshot_id AND r.member_id = s.member_id AND r.line = s.line
LEFT JOIN diag_unix AS d ON d.snapshot_id = s.snapshot_id AND d.member_id = s.diag_member_id AND d.line = s.diag_line
WHERE s.family = 1 AND s.ownership <> 'forged';

CREATE VIEW netlink_sockets (
    -- A netlink socket, with what only that family has.
    socket_id, -- the socket in sockets
    net_namespace, -- inode number of the namespace
    protocol, -- NETLINK_*
    port_id, -- netlink port; 0 is the kernel's own socket
    groups, -- first 32 multicast groups; all of them are in diag_netlink_groups
    inode, -- inode of the socket
    rmem, -- receive buffer in use
    wmem, -- send buffer in use
    drops, -- messages dropped
    seen, -- before, after, diag, descriptor
    ownership, -- owned, or why there is no owner
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of that member
    protocol_name -- the protocol in a word, as ss has it: rtnl, genl, audit, …
) AS
SELECT s.socket_id, s.net_namespace, s.protocol, s.local_port, r.groups, s.inode, coalesce(r.rmem, d.skmem_rmem_alloc),
       coalesce(r.wmem, d.skmem_wmem_alloc), coalesce(r.drops, d.skmem_drops), s.seen, s.ownership, s.snapshot_id,
       s.member_id, s.line, s.protocol_name
FROM sockets AS s
LEFT JOIN proc_net_netlink AS r ON r.snapshot_id = s.snapshot_id AND r.member_id = s.member_id AND r.line = s.line
LEFT JOIN diag_netlink AS d ON d.snapshot_id = s.snapshot_id AND d.member_id = s.diag_member_id AND d.line = s.diag_line
WHERE s.family = 16;

CREATE VIEW packet_sockets (
    -- A packet socket, with what only that family has.  One on all protocols and interfaces may be a sniffer.
    socket_id, -- the socket in sockets
    net_namespace, -- inode number of the namespace
    type, -- dgram, raw or packet
    protocol, -- ethertype; 3 is every protocol
    interface_index, -- interface it is bound to, 0 for all
    running, -- 1 while it receives
    inode, -- inode of the socket
    uid, -- owner of the socket
    rmem, -- receive buffer in use
    fanout, -- fanout group, type and flags; NULL when in none, or without a dump
    filter_instructions, -- instructions of its filter; NULL when it has none, or without a dump
    seen, -- before, after, diag, descriptor
    ownership, -- owned, or why there is no owner
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of that member
    interface_name, -- name of that interface; NULL for all, or where no dump tells
    protocol_name -- the ethertype in a word: all, ip, arp, ipv6, …
) AS
SELECT s.socket_id, s.net_namespace, s.type, s.protocol, coalesce(r.interface_index, d.interface_index),
       coalesce(r.running, d.flags & 1), s.inode, s.uid, s.recv_q, d.fanout, d.filter_instructions, s.seen,
       s.ownership, s.snapshot_id, s.member_id, s.line, s.interface_name, s.protocol_name
FROM sockets AS s
LEFT JOIN proc_net_packet AS r ON r.snapshot_id = s.snapshot_id AND r.member_id = s.member_id AND r.line = s.line
LEFT JOIN diag_packet AS d ON d.snapshot_id = s.snapshot_id AND d.member_id = s.diag_member_id AND d.line = s.diag_line
WHERE s.family = 17;

CREATE VIEW packet_filters (
    -- The classic filter of a packet socket: what a sniffer waits for.  Filters of other sockets (SO_ATTACH_FILTER) are in no dump of the kernel.
    socket_id, -- the socket in sockets
    net_namespace, -- inode number of the namespace
    inode, -- inode of the socket
    protocol, -- ethertype of the socket; 3 is every protocol
    interface_index, -- interface it is bound to, 0 for all
    instructions, -- how many instructions it has
    listing, -- the instructions as ss -0b prints them behind 'bpf filter (N):'
    filter, -- the same as bytes: an array of struct sock_filter, in the byte order of the captured host
    filter_sha256, -- SHA-256 of the bytes: equal filters of several hosts
    ownership, -- owned, or why there is no owner
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT s.socket_id, s.net_namespace, s.inode, s.protocol, d.interface_index, d.filter_instructions, d.filter_listing,
       d.filter, d.filter_sha256, s.ownership, s.snapshot_id, d.member_id, d.line
FROM sockets AS s
JOIN diag_packet AS d ON d.snapshot_id = s.snapshot_id AND d.member_id = s.diag_member_id AND d.line = s.diag_line
WHERE s.family = 17 AND d.filter IS NOT NULL;

CREATE VIEW raw_sockets (
    -- A raw IP socket.
    socket_id, -- the socket in sockets
    net_namespace, -- inode number of the namespace
    family, -- 2 AF_INET, 10 AF_INET6
    ip_protocol, -- the IP protocol it receives
    local_address, -- address as text
    remote_address, -- address as text
    inode, -- inode of the socket
    uid, -- owner of the socket
    recv_q, -- bytes not yet read
    send_q, -- bytes not yet sent
    seen, -- before, after
    ownership, -- owned, or why there is no owner
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT socket_id, net_namespace, family, local_port, local_address, remote_address, inode, uid, recv_q, send_q, seen,
       ownership, snapshot_id, member_id, line
FROM sockets
WHERE protocol = 255 AND family IN (2, 10);

CREATE TABLE probed_ports (
    -- A port that collect --probe-ports could not bind, because it is in use, in every one of several looks, and that no table which it read again before each look showed.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    protocol INTEGER NOT NULL, -- 6 TCP, 17 UDP
    port INTEGER NOT NULL, -- the port
    looks INTEGER NOT NULL, -- how often it was tried
    tables TEXT, -- tables and dumps that were read to their end: tcp,diag/tcp,tcp6; NULL when none could be read, and then every port in use is here
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW unlisted_ports (
    -- A port that is in use and that nothing shows: neither the tables of collect --probe-ports, nor any socket of the snapshot.  Its socket is hidden, or of a kind that the kernel does not list: before Linux 6.8 a TCP socket that is bound but neither listens nor is connected.
    net_namespace, -- inode number of the namespace
    protocol, -- 6 TCP, 17 UDP
    port, -- the port
    looks, -- how often it was tried
    tables, -- tables and dumps in which it was looked for; NULL when none could be read
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT net_namespace, protocol, port, looks, tables, snapshot_id, member_id, line
FROM probed_ports AS p
WHERE NOT EXISTS (SELECT 1 FROM sockets AS s
                  WHERE s.snapshot_id = p.snapshot_id AND s.net_namespace = p.net_namespace AND s.local_port = p.port
                    AND s.protocol = p.protocol);
