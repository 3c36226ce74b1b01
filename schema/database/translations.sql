-- Address translation on the way, as connection tracking shows it.  Comments as in schema.sql.

CREATE TABLE translations (
    -- A direction of a tracked connection of which addresses or ports are translated (DNAT, SNAT, masquerading, redirection): two rows for a row of conntrack. What leaves one end as from and to arrives at the other one as new_from and new_to.
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
