-- What was seen over all snapshots of a host: since when, until when, how often.
--
-- These views are about many snapshots, so they have no snapshot_id.  Each groups its rows by what makes them the same thing; the last of
-- them is found by one text that sorts by time: nanoseconds with 19 digits, then the numbers of the snapshot and the row.

CREATE VIEW socket_history (
    -- A socket of a host over its snapshots. It is the same while the boot, the namespace, the cookie or else the inode, both addresses and the start of its owner are: an inode number alone is given out again.
    host, -- node name of the host, as it was called last
    net_namespace, -- inode number of the namespace
    family, -- AF_*
    protocol, -- IPPROTO_*, or as in sockets
    state, -- state in the last snapshot that has it
    local_address, -- address as text
    local_port, -- port
    remote_address, -- address as text
    remote_port, -- port
    path, -- name of a unix socket
    inode, -- inode of the socket
    cookie, -- number that no other socket of this boot has; NULL where no diag dump shows it
    owner_pid, -- the process that holds it, the one with the lowest number; NULL without one
    owner_starttime, -- start of that process in clock ticks after boot
    first_seen, -- start of the first snapshot that has it, ISO 8601, UTC
    last_seen, -- start of the last one
    snapshots, -- number of snapshots that have it
    last_snapshot_id, -- the last of them
    last_socket_id, -- the socket in sockets, in that one
    host_key, -- the host, as in snapshot_hosts
    boot_key -- the boot, as in snapshot_hosts
) AS
WITH owned AS (
    SELECT s.*, (SELECT min(f.pid) FROM process_fds AS f
                 WHERE f.snapshot_id = s.snapshot_id AND f.type = 'socket' AND f.inode = s.inode AND s.ownership = 'owned') AS pid
    FROM sockets AS s
    WHERE s.inode > 0 AND s.ownership NOT IN ('collector', 'forged')
),
started AS (
    SELECT o.*, (SELECT p.starttime FROM process_stat AS p WHERE p.snapshot_id = o.snapshot_id AND p.pid = o.pid AND p.tid = p.pid) AS starttime
    FROM owned AS o
),
things AS (
    SELECT h.host_key, h.boot_key, s.net_namespace, s.family, s.protocol, s.local_address, s.local_port, s.remote_address, s.remote_port, s.path,
           s.inode, s.cookie, s.pid, s.starttime, min(n.started_at) AS first_seen, max(n.started_at) AS last_seen,
           count(DISTINCT s.snapshot_id) AS snapshots, max(printf('%019d/%019d/%d', n.started_ns, s.snapshot_id, s.socket_id)) AS last
    FROM started AS s
    JOIN snapshots AS n USING (snapshot_id)
    JOIN snapshot_hosts AS h USING (snapshot_id)
    GROUP BY h.host_key, h.boot_key, s.net_namespace, s.family, s.protocol, s.local_address, s.local_port, s.remote_address, s.remote_port,
             s.path, s.inode, s.cookie, s.pid, s.starttime
)
SELECT n.host, t.net_namespace, t.family, t.protocol, s.state, t.local_address, t.local_port, t.remote_address, t.remote_port, t.path, t.inode,
       t.cookie, t.pid, t.starttime, t.first_seen, t.last_seen, t.snapshots, s.snapshot_id, s.socket_id, t.host_key, t.boot_key
FROM things AS t
JOIN sockets AS s ON s.socket_id = CAST(substr(t.last, 41) AS INTEGER)
JOIN snapshots AS n ON n.snapshot_id = s.snapshot_id;

CREATE VIEW listener_history (
    -- An address and port that a program listened on, over the snapshots of a host.
    host, -- node name of the host, as it was called last
    protocol, -- IPPROTO_*
    local_address, -- address as text
    local_port, -- port
    program, -- executable of its owner, as the kernel names it; NULL without an owner
    container_id, -- container of its owner; NULL outside of containers
    first_seen, -- start of the first snapshot that has it, ISO 8601, UTC
    last_seen, -- start of the last one
    snapshots, -- number of snapshots that have it
    last_snapshot_id, -- the last of them
    last_socket_id, -- one such socket in sockets, in that one
    host_key -- the host, as in snapshot_hosts
) AS
WITH things AS (
    SELECT h.host_key, s.protocol, s.local_address, s.local_port, l.target, c.container_id, min(n.started_at) AS first_seen,
           max(n.started_at) AS last_seen, count(DISTINCT s.snapshot_id) AS snapshots,
           max(printf('%019d/%019d/%d', n.started_ns, s.snapshot_id, s.socket_id)) AS last
    FROM inet_sockets AS s
    JOIN snapshots AS n USING (snapshot_id)
    JOIN snapshot_hosts AS h USING (snapshot_id)
    LEFT JOIN process_links AS l ON l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'exe'
    LEFT JOIN process_containers AS c ON c.snapshot_id = s.snapshot_id AND c.pid = s.pid
    WHERE s.direction = 'listen'
    GROUP BY h.host_key, s.protocol, s.local_address, s.local_port, l.target, c.container_id
)
SELECT n.host, t.protocol, t.local_address, t.local_port, t.target, t.container_id, t.first_seen, t.last_seen, t.snapshots, n.snapshot_id,
       CAST(substr(t.last, 41) AS INTEGER), t.host_key
FROM things AS t JOIN snapshots AS n ON n.snapshot_id = CAST(substr(t.last, 21, 19) AS INTEGER);

CREATE VIEW remote_history (
    -- An address that a program talked to, over the snapshots of a host.
    host, -- node name of the host, as it was called last
    protocol, -- IPPROTO_*
    remote_address, -- address as text
    remote_ip, -- address as 4 or 16 bytes in network order
    remote_class, -- as in inet_sockets
    direction, -- in, out, local: as in inet_sockets
    service_port, -- the port that names the service: the local one of in, else the remote one
    program, -- executable of its owner, as the kernel names it; NULL without an owner
    container_id, -- container of its owner; NULL outside of containers
    first_seen, -- start of the first snapshot that has it, ISO 8601, UTC
    last_seen, -- start of the last one
    snapshots, -- number of snapshots that have it
    sockets, -- number of sockets, over all of them
    last_snapshot_id, -- the last of them
    last_socket_id, -- one such socket in sockets, in that one
    host_key -- the host, as in snapshot_hosts
) AS
WITH things AS (
    SELECT h.host_key, s.protocol, s.remote_address, s.remote_ip, s.remote_class, s.direction, s.service_port, l.target, c.container_id,
           min(n.started_at) AS first_seen, max(n.started_at) AS last_seen, count(DISTINCT s.snapshot_id) AS snapshots, count(*) AS sockets,
           max(printf('%019d/%019d/%d', n.started_ns, s.snapshot_id, s.socket_id)) AS last
    FROM inet_sockets AS s
    JOIN snapshots AS n USING (snapshot_id)
    JOIN snapshot_hosts AS h USING (snapshot_id)
    LEFT JOIN process_links AS l ON l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'exe'
    LEFT JOIN process_containers AS c ON c.snapshot_id = s.snapshot_id AND c.pid = s.pid
    WHERE s.direction IN ('in', 'out', 'local')
    GROUP BY h.host_key, s.protocol, s.remote_address, s.remote_ip, s.remote_class, s.direction, s.service_port, l.target, c.container_id
)
SELECT n.host, t.protocol, t.remote_address, t.remote_ip, t.remote_class, t.direction, t.service_port, t.target, t.container_id, t.first_seen,
       t.last_seen, t.snapshots, t.sockets, n.snapshot_id, CAST(substr(t.last, 41) AS INTEGER), t.host_key
FROM things AS t JOIN snapshots AS n ON n.snapshot_id = CAST(substr(t.last, 21, 19) AS INTEGER);

CREATE VIEW executable_history (
    -- A program that ran, over the snapshots of a host.
    host, -- node name of the host, as it was called last
    path, -- as the kernel names it: with ' (deleted)' behind it when it is no longer there
    sha256, -- SHA-256 of the file, hex; NULL without --hash-exe
    container_id, -- container that it ran in; NULL outside of containers
    first_seen, -- start of the first snapshot that has it, ISO 8601, UTC
    last_seen, -- start of the last one
    snapshots, -- number of snapshots that have it
    processes, -- number of processes, over all of them
    last_snapshot_id, -- the last of them
    last_pid, -- one such process in that one
    host_key -- the host, as in snapshot_hosts
) AS
WITH things AS (
    SELECT h.host_key, l.target AS path, d.sha256, c.container_id, min(n.started_at) AS first_seen, max(n.started_at) AS last_seen,
           count(DISTINCT l.snapshot_id) AS snapshots, count(*) AS processes,
           max(printf('%019d/%019d/%d', n.started_ns, l.snapshot_id, l.pid)) AS last
    FROM process_links AS l
    JOIN snapshots AS n USING (snapshot_id)
    JOIN snapshot_hosts AS h USING (snapshot_id)
    LEFT JOIN executable_hashes AS d ON d.snapshot_id = l.snapshot_id AND d.pid = l.pid
    LEFT JOIN process_containers AS c ON c.snapshot_id = l.snapshot_id AND c.pid = l.pid
    WHERE l.link = 'exe' AND l.tid = l.pid AND l.target IS NOT NULL
    GROUP BY h.host_key, l.target, d.sha256, c.container_id
)
SELECT n.host, t.path, t.sha256, t.container_id, t.first_seen, t.last_seen, t.snapshots, t.processes, n.snapshot_id,
       CAST(substr(t.last, 41) AS INTEGER), t.host_key
FROM things AS t JOIN snapshots AS n ON n.snapshot_id = CAST(substr(t.last, 21, 19) AS INTEGER);
