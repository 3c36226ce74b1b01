-- What the lists tell to look for, each by the key that the statements look up.
PRAGMA temp.cache_size = -65536; -- KiB: 100,000 indicators and their index stay in memory
CREATE TEMP TABLE indicators (
    indicator_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, -- address, network, port, domain, digest, path, name, user, flow
    key NOT NULL,       -- address: its bytes, as IPv4 where it is mapped; network: its first address; flow: the Community ID
    bits INTEGER NOT NULL, -- length of a network's prefix
    value TEXT NOT NULL, -- as the list has it
    list TEXT NOT NULL, -- name of the file
    place TEXT NOT NULL, -- line of it, or path in it
    note TEXT,          -- what the list says of it
    begin_ns INTEGER,   -- of a flow: when it was seen first, nanoseconds since the epoch
    end_ns INTEGER      -- and last
);
