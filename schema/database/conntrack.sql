-- Connection tracking: the connections that the kernel follows on their way through, of its dump and of its files, and the
-- addresses that it translates.

CREATE TABLE conntrack (
    -- A tracked connection (ctnetlink), as conntrack -L shows it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    protocol INTEGER, -- IPPROTO_*
    orig_source_address TEXT, -- first direction: source as text
    orig_source_ip BLOB, -- the same as bytes in network order
    orig_source_port INTEGER, -- port; NULL for protocols without
    orig_destination_address TEXT, -- first direction: destination as text
    orig_destination_ip BLOB, -- the same as bytes in network order
    orig_destination_port INTEGER, -- port
    reply_source_address TEXT, -- answers, after address translation: source as text
    reply_source_ip BLOB, -- the same as bytes in network order
    reply_source_port INTEGER, -- port; NULL for protocols without
    reply_destination_address TEXT, -- answers, after address translation: destination as text
    reply_destination_ip BLOB, -- the same as bytes in network order
    reply_destination_port INTEGER, -- port
    master_source_address TEXT, -- the connection that it belongs to (ftp-data, …): source as text
    master_source_ip BLOB, -- the same as bytes in network order
    master_source_port INTEGER, -- port; NULL for protocols without
    master_destination_address TEXT, -- the connection that it belongs to (ftp-data, …): destination as text
    master_destination_ip BLOB, -- the same as bytes in network order
    master_destination_port INTEGER, -- port
    icmp_id INTEGER, -- echo id
    icmp_type INTEGER, -- type
    icmp_code INTEGER, -- code
    status INTEGER, -- IPS_*: 1 expected, 2 seen reply, 4 assured, 8 confirmed, 16 source NAT, 32 destination NAT, …
    timeout INTEGER, -- seconds until it is forgotten
    mark INTEGER, -- connection mark
    use_count INTEGER, -- references
    conntrack_id INTEGER, -- number of the entry
    zone INTEGER, -- zone of both directions
    orig_zone INTEGER, -- zone of the first direction
    reply_zone INTEGER, -- zone of the answers
    tcp_state INTEGER, -- 1 SYN_SENT, 2 SYN_RECV, 3 ESTABLISHED, 4 FIN_WAIT, 5 CLOSE_WAIT, 6 LAST_ACK, 7 TIME_WAIT, 8 CLOSE, 9 SYN_SENT2
    tcp_flags_orig INTEGER, -- IP_CT_TCP_FLAG_*
    tcp_flags_reply INTEGER, -- IP_CT_TCP_FLAG_*
    sctp_state INTEGER, -- SCTP_CONNTRACK_*
    dccp_state INTEGER, -- CT_DCCP_*
    orig_packets INTEGER, -- packets; NULL unless net.netfilter.nf_conntrack_acct is on
    orig_bytes INTEGER, -- bytes
    reply_packets INTEGER, -- packets
    reply_bytes INTEGER, -- bytes
    helper TEXT, -- helper: ftp, sip, …
    security_context TEXT, -- security label
    started_ns INTEGER, -- start, nanoseconds since the epoch; NULL unless net.netfilter.nf_conntrack_timestamp is on
    stopped_ns INTEGER, -- end
    labels BLOB, -- connection labels, a bitmap
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
    status INTEGER NOT NULL, -- the flags IPS_* that the words tell: 2 seen reply, 4 assured, 8 confirmed (all that are listed), 16384 and 32768 offloaded
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

CREATE TABLE translations (
    -- A direction of a tracked connection of which addresses or ports are translated (DNAT, SNAT, masquerading, redirection): two rows for a row of conntrack. A packet leaves one end with the addresses from and to, and arrives at the other end with new_from and new_to.
    translation_id INTEGER PRIMARY KEY, -- number of the row in this database
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    net_namespace INTEGER NOT NULL, -- inode number of the namespace that translates
    protocol INTEGER NOT NULL, -- IPPROTO_*
    is_reply INTEGER NOT NULL, -- 0 from the end that connected, 1 what is answered
    from_ip BLOB NOT NULL, -- source before, 4 or 16 bytes in network order
    from_port INTEGER NOT NULL, -- its port
    to_ip BLOB NOT NULL, -- destination before
    to_port INTEGER NOT NULL, -- its port
    new_from_ip BLOB NOT NULL, -- source after
    new_from_port INTEGER NOT NULL, -- its port
    new_to_ip BLOB NOT NULL, -- destination after
    new_to_port INTEGER NOT NULL, -- its port
    member_id INTEGER NOT NULL REFERENCES members, -- where the tracked connection was read
    line INTEGER NOT NULL -- line of that member
) STRICT;
CREATE INDEX translations_by_snapshot ON translations (snapshot_id);
CREATE INDEX translations_by_source ON translations (from_port, to_port, from_ip, to_ip);
