-- Names of hosts, services and protocols: the files of /etc.

CREATE TABLE hosts_file (
    -- A line of /etc/hosts.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    address TEXT NOT NULL, -- address
    hostnames TEXT, -- names, one space between them; NULL for none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX hosts_file_by_address ON hosts_file (snapshot_id, address);

CREATE TABLE services_file_rows (
    -- The rows of services_file, once for all members that have the same content.
    content_id INTEGER NOT NULL REFERENCES contents, -- the content
    line INTEGER NOT NULL, -- line of the member
    name TEXT NOT NULL, -- as there
    port INTEGER NOT NULL, -- as there
    protocol TEXT NOT NULL, -- as there
    aliases TEXT, -- as there
    comment TEXT, -- as there
    PRIMARY KEY (content_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX services_file_rows_by_port ON services_file_rows (port, protocol);

CREATE VIEW services_file (
    -- A line of /etc/services.
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of the member
    name, -- name of the service
    port, -- port
    protocol, -- tcp, udp, …
    aliases, -- other names, one space between them; NULL for none
    comment -- what stands behind the first #; NULL without one
) AS
SELECT m.snapshot_id, m.member_id, r.line, r.name, r.port, r.protocol, r.aliases, r.comment
FROM member_contents AS m
JOIN services_file_rows AS r ON r.content_id = m.content_id
WHERE m.kind = 8;

CREATE TABLE protocols_file_rows (
    -- The rows of protocols_file, once for all members that have the same content.
    content_id INTEGER NOT NULL REFERENCES contents, -- the content
    line INTEGER NOT NULL, -- line of the member
    name TEXT NOT NULL, -- as there
    number INTEGER NOT NULL, -- as there
    aliases TEXT, -- as there
    comment TEXT, -- as there
    PRIMARY KEY (content_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW protocols_file (
    -- A line of /etc/protocols.
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of the member
    name, -- name of the protocol
    number, -- IPPROTO_*
    aliases, -- other names, one space between them; NULL for none
    comment -- what stands behind the first #; NULL without one
) AS
SELECT m.snapshot_id, m.member_id, r.line, r.name, r.number, r.aliases, r.comment
FROM member_contents AS m
JOIN protocols_file_rows AS r ON r.content_id = m.content_id
WHERE m.kind = 9;

CREATE TABLE resolv_conf (
    -- A word behind a keyword of /etc/resolv.conf.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    keyword TEXT NOT NULL, -- nameserver, search, domain, sortlist, options, …
    item INTEGER NOT NULL, -- which word behind it, from 0
    value TEXT NOT NULL, -- the word
    PRIMARY KEY (snapshot_id, member_id, line, item)
) STRICT, WITHOUT ROWID;

CREATE VIEW etc_hosts (
    -- A line of /etc/hosts, as osquery.
    address, -- address
    hostnames, -- names, one space between them; empty without
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT address, coalesce(hostnames, ''), snapshot_id, member_id, line FROM hosts_file;

CREATE VIEW etc_services (
    -- A line of /etc/services, as osquery.
    name, -- name of the service
    port, -- port
    protocol, -- tcp, udp, …
    aliases, -- other names, one space between them
    comment, -- what stands behind the #; empty without one
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT name, port, protocol, coalesce(aliases, ''), coalesce(comment, ''), snapshot_id, member_id, line FROM services_file;

CREATE VIEW etc_protocols (
    -- A line of /etc/protocols, as osquery.
    name, -- name of the protocol
    number, -- IPPROTO_*
    alias, -- the first of its other names; empty without one
    comment, -- what stands behind the #; empty without one
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT name, number, coalesce(substr(aliases, 1, instr(aliases || ' ', ' ') - 1), ''), coalesce(comment, ''), snapshot_id, member_id,
       line
FROM protocols_file;

CREATE VIEW dns_resolvers (
    -- What /etc/resolv.conf tells the resolver, as osquery; what it does where the file is silent (a server of 127.0.0.1, the domain of the host's name) is no row.
    id, -- number among those of its type, from 0
    type, -- nameserver (the resolver takes the first three), search, sortlist
    address, -- address, or domain
    netmask, -- 32 for a nameserver; what stands behind the slash of a sortlist; empty for others
    options, -- RES_* bits of glibc: its defaults and those of the options
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
WITH bits (word, bit) AS (
    VALUES ('debug', 2), ('use-vc', 8), ('rotate', 16384), ('edns0', 1048576), ('single-request', 2097152),
           ('single-request-reopen', 4194304), ('no-tld-query', 16777216), ('no-reload', 33554432), ('trust-ad', 67108864),
           ('no-aaaa', 134217728)
)
SELECT CAST(CASE r.keyword WHEN 'nameserver' THEN (SELECT count(*) FROM resolv_conf AS p
                                                   WHERE p.snapshot_id = r.snapshot_id AND p.member_id = r.member_id
                                                     AND p.keyword = 'nameserver' AND p.line < r.line)
                           ELSE r.item END AS INTEGER),
       iif(r.keyword = 'domain', 'search', r.keyword),
       iif(r.keyword = 'sortlist', substr(r.value, 1, instr(r.value || '/', '/') - 1), r.value),
       CAST(CASE WHEN r.keyword = 'nameserver' THEN '32'
                 WHEN r.keyword = 'sortlist' AND instr(r.value, '/') > 0 THEN substr(r.value, instr(r.value, '/') + 1)
                 ELSE '' END
            AS TEXT),
       -- RES_INIT, RES_RECURSE, RES_DEFNAMES, RES_DNSRCH
       CAST(705 + (SELECT coalesce(sum(b.bit), 0) FROM bits AS b
                   WHERE EXISTS (SELECT 1 FROM resolv_conf AS o
                                 WHERE o.snapshot_id = r.snapshot_id AND o.member_id = r.member_id AND o.keyword = 'options'
                                   AND o.value = b.word)) AS INTEGER),
       r.snapshot_id, r.member_id, r.line
FROM resolv_conf AS r
WHERE r.keyword IN ('nameserver', 'sortlist')
   -- Of domain and search the last one counts.
   OR (r.keyword IN ('search', 'domain')
       AND r.line = (SELECT max(l.line) FROM resolv_conf AS l
                     WHERE l.snapshot_id = r.snapshot_id AND l.member_id = r.member_id AND l.keyword IN ('search', 'domain')));
