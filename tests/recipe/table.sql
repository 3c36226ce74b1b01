
CREATE TABLE proc_net_quic (
    -- A row of /proc/net/quic: a QUIC socket, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    local_address TEXT, -- own address
    local_ip BLOB, -- the same as bytes in network order
    local_port INTEGER NOT NULL, -- own port
    uid INTEGER NOT NULL, -- owner of the socket
    inode INTEGER NOT NULL, -- inode of the socket
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
