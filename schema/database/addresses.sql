-- The own addresses of the network namespaces, wherever they were read: what interface_addresses shows and connections go by.  Comments
-- as in schema.sql.

CREATE TABLE namespace_addresses (
    -- An own address of a network namespace: of the rtnetlink dump, and of /proc/net/fib_trie and /proc/net/if_inet6 where that was not read, or not to its end (a row may be there twice then). A row without address says that some of that family may be missing.
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
