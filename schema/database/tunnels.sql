-- Tunnels that a family of generic netlink lists.

CREATE TABLE genl_wireguard (
    -- A WireGuard interface (WG_CMD_GET_DEVICE).
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace that the interface is in; its socket stays where it was made
    interface_index INTEGER, -- number of the interface
    interface_name TEXT, -- name of the interface
    listen_port INTEGER, -- UDP port
    fwmark INTEGER, -- mark of what it sends, 0 for none
    public_key BLOB, -- its public key; NULL while it has no private one
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE genl_fou (
    -- A UDP port whose datagrams are packets of another protocol (FOU_CMD_GET).
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER, -- AF_* of the socket: 2 inet, 10 inet6
    port INTEGER, -- UDP port
    ip_protocol INTEGER, -- IP protocol of what is inside; 0 for gue
    encapsulation INTEGER, -- 1 fou (foo over UDP), 2 gue (generic UDP encapsulation)
    local_address TEXT, -- address that it is bound to as text; NULL before Linux 5.2
    local_ip BLOB, -- the same as bytes in network order
    peer_address TEXT, -- the other end as text, all zeros for any
    peer_ip BLOB, -- the same as bytes in network order
    peer_port INTEGER, -- port of the other end, 0 for any
    interface_index INTEGER, -- interface that it is bound to, 0 for all
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE genl_l2tp (
    -- An L2TP tunnel (L2TP_CMD_TUNNEL_GET).
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    tunnel_id INTEGER, -- number of the tunnel here
    peer_tunnel_id INTEGER, -- its number at the other end
    version INTEGER, -- of the protocol: 2 or 3
    encapsulation INTEGER, -- 0 UDP, 1 IP
    local_address TEXT, -- own outer address as text
    local_ip BLOB, -- the same as bytes in network order
    local_port INTEGER, -- own UDP port
    remote_address TEXT, -- the other end as text
    remote_ip BLOB, -- the same as bytes in network order
    remote_port INTEGER, -- its UDP port
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
