-- The views of a case database.  Comments as in schema.sql.  Where osquery has a table of the same name, its columns come
-- first, with its types and its values; ours come after them.

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
WHERE s.inode <> 0;

CREATE VIEW process_open_sockets (
    -- A socket and a process that holds it, as osquery; sockets without an owner have pid -1.
    pid, -- process, -1 when the socket has no owner
    fd, -- descriptor number, -1 when the socket has no owner
    socket, -- inode of the socket
    family, -- AF_*: 1, 2, 10, 17; NULL when only the descriptor shows the socket
    protocol, -- IPPROTO_*, 255 for raw; ethertype for packet; 0 for unix
    local_address, -- address as text, empty for unix and packet
    remote_address, -- address as text
    local_port, -- port; raw: IP protocol; 0 for unix and packet
    remote_port, -- port
    path, -- bound name of a unix socket, whole; empty for others
    state, -- TCP: ESTABLISHED, LISTEN, …; NONE for packet; empty for others
    net_namespace, -- inode number of the namespace
    snapshot_id, -- the snapshot
    socket_id, -- the socket in sockets
    tid, -- thread whose descriptor table it is
    ownership -- owned, or why there is no owner
) AS
SELECT coalesce(f.pid, -1), coalesce(f.fd, -1), s.inode, s.family, s.protocol,
       coalesce(s.local_address, ''), coalesce(s.remote_address, ''),
       coalesce(CASE WHEN s.family IN (2, 10) THEN s.local_port END, 0), coalesce(s.remote_port, 0), coalesce(s.path, ''),
       CASE WHEN s.family = 17 THEN 'NONE' WHEN s.protocol = 6 AND s.family IN (2, 10) THEN s.state ELSE '' END,
       CAST(s.net_namespace AS TEXT), s.snapshot_id, s.socket_id, f.tid, s.ownership
FROM sockets AS s
LEFT JOIN process_fds AS f
  ON f.snapshot_id = s.snapshot_id AND f.type = 'socket' AND f.inode = s.inode AND s.inode <> 0
WHERE s.family IS NULL OR s.family IN (1, 2, 10, 17);

CREATE VIEW listening_ports (
    -- A TCP or UDP socket without a peer, or a unix socket with a name, and a process that holds it, as osquery.
    pid, -- process, -1 when the socket has no owner
    port, -- port, 0 for unix
    protocol, -- IPPROTO_*; 0 for unix
    family, -- AF_*: 1, 2, 10
    address, -- local address, empty for unix
    fd, -- descriptor number, -1 when the socket has no owner
    socket, -- inode of the socket
    path, -- bound name of a unix socket
    net_namespace, -- inode number of the namespace
    snapshot_id, -- the snapshot
    socket_id, -- the socket in sockets
    ownership -- owned, or why there is no owner
) AS
SELECT pid, local_port, protocol, family, local_address, fd, socket, path, net_namespace, snapshot_id, socket_id, ownership
FROM process_open_sockets
WHERE (family IN (2, 10) AND protocol IN (6, 17) AND remote_port = 0) OR (family = 1 AND path <> '');

CREATE VIEW process_open_files (
    -- A file that a process has open, as osquery.
    pid, -- process
    fd, -- descriptor number
    path, -- path as the process sees it
    snapshot_id, -- the snapshot
    tid, -- thread whose descriptor table it is
    mode -- r, w or rw
) AS
SELECT pid, fd, target, snapshot_id, tid, mode FROM process_fds WHERE type = 'file';

CREATE VIEW processes (
    -- A process, as osquery.
    pid, -- process
    name, -- name of its first thread
    path, -- executable, without ' (deleted)'; empty for a kernel thread or when unknown
    cmdline, -- arguments, joined by spaces
    state, -- R, S, D, Z, …
    cwd, -- working directory
    root, -- root directory
    uid, -- real user
    gid, -- real group
    euid, -- effective user
    egid, -- effective group
    suid, -- saved user
    sgid, -- saved group
    on_disk, -- 1 the executable is there, 0 it was deleted, -1 unknown
    wired_size, -- locked memory, bytes
    resident_size, -- resident memory, bytes
    total_size, -- address space, bytes
    user_time, -- milliseconds in user mode
    system_time, -- milliseconds in kernel mode
    disk_bytes_read, -- bytes fetched from storage
    disk_bytes_written, -- bytes sent to storage
    start_time, -- start, seconds since the epoch
    parent, -- parent process
    pgroup, -- process group
    threads, -- number of threads
    nice, -- nice value
    cgroup_path, -- path in cgroup v2, else in the first hierarchy
    snapshot_id, -- the snapshot
    starttime, -- start in clock ticks after boot: with the pid, what a process is known by
    member_id -- where stat was read
) AS
SELECT s.pid, s.comm,
       coalesce(CASE WHEN exe.target LIKE '% (deleted)' THEN substr(exe.target, 1, length(exe.target) - 10) ELSE exe.target END, ''),
       coalesce((SELECT v.value FROM process_values AS v
                 WHERE v.snapshot_id = s.snapshot_id AND v.pid = s.pid AND v.file = 'cmdline'), ''),
       s.state,
       (SELECT l.target FROM process_links AS l
        WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'cwd'),
       (SELECT l.target FROM process_links AS l
        WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'root'),
       t.uid, t.gid, t.euid, t.egid, t.suid, t.sgid,
       CASE WHEN exe.target IS NULL THEN -1 WHEN exe.target LIKE '% (deleted)' THEN 0 ELSE 1 END,
       t.vm_lck, coalesce(t.vm_rss, s.rss * n.page_size), coalesce(t.vm_size, s.vsize),
       s.utime * 1000 / n.clock_ticks, s.stime * 1000 / n.clock_ticks,
       io.read_bytes, io.write_bytes,
       (n.booted_ns + s.starttime * (1000000000 / n.clock_ticks)) / 1000000000,
       s.ppid, s.pgrp, s.num_threads, s.nice,
       (SELECT c.cgroup_path FROM process_cgroups AS c
        WHERE c.snapshot_id = s.snapshot_id AND c.pid = s.pid ORDER BY c.hierarchy LIMIT 1),
       s.snapshot_id, s.starttime, s.member_id
FROM process_stat AS s
JOIN snapshots AS n ON n.snapshot_id = s.snapshot_id
LEFT JOIN process_status AS t ON t.snapshot_id = s.snapshot_id AND t.pid = s.pid
LEFT JOIN process_io AS io ON io.snapshot_id = s.snapshot_id AND io.pid = s.pid
LEFT JOIN process_links AS exe
  ON exe.snapshot_id = s.snapshot_id AND exe.pid = s.pid AND exe.tid = s.pid AND exe.link = 'exe'
WHERE s.tid = s.pid;

CREATE VIEW threads (
    -- A thread, the leader of a process included.
    pid, -- process
    tid, -- thread
    name, -- name of the thread
    state, -- R, S, D, Z, …
    user_time, -- milliseconds in user mode
    system_time, -- milliseconds in kernel mode
    start_time, -- start, seconds since the epoch
    snapshot_id, -- the snapshot
    starttime, -- start in clock ticks after boot
    member_id -- where stat was read
) AS
SELECT s.pid, s.tid, s.comm, s.state,
       s.utime * 1000 / n.clock_ticks, s.stime * 1000 / n.clock_ticks,
       (n.booted_ns + s.starttime * (1000000000 / n.clock_ticks)) / 1000000000,
       s.snapshot_id, s.starttime, s.member_id
FROM process_stat AS s
JOIN snapshots AS n ON n.snapshot_id = s.snapshot_id;

CREATE VIEW process_namespaces (
    -- The namespaces of a process by inode number, as osquery.
    pid, -- process
    cgroup_namespace, -- ns/cgroup
    ipc_namespace, -- ns/ipc
    mnt_namespace, -- ns/mnt
    net_namespace, -- ns/net
    pid_namespace, -- ns/pid
    user_namespace, -- ns/user
    uts_namespace, -- ns/uts
    snapshot_id -- the snapshot
) AS
SELECT s.pid,
       (SELECT CAST(l.inode AS TEXT) FROM process_links AS l
        WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/cgroup'),
       (SELECT CAST(l.inode AS TEXT) FROM process_links AS l
        WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/ipc'),
       (SELECT CAST(l.inode AS TEXT) FROM process_links AS l
        WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/mnt'),
       (SELECT CAST(l.inode AS TEXT) FROM process_links AS l
        WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/net'),
       (SELECT CAST(l.inode AS TEXT) FROM process_links AS l
        WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/pid'),
       (SELECT CAST(l.inode AS TEXT) FROM process_links AS l
        WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/user'),
       (SELECT CAST(l.inode AS TEXT) FROM process_links AS l
        WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/uts'),
       s.snapshot_id
FROM process_stat AS s
WHERE s.tid = s.pid;

CREATE VIEW unix_sockets (
    -- A unix socket, with what only that family has.
    socket_id, -- the socket in sockets
    net_namespace, -- inode number of the namespace
    type, -- stream, dgram, seqpacket
    state, -- UNCONNECTED, CONNECTING, CONNECTED, DISCONNECTING, LISTENING
    path, -- bound name, @ first for an abstract one; NULL when it has none
    inode, -- inode of the socket; 0 while it waits to be accepted
    ref_count, -- references
    flags, -- 65536: listening
    seen, -- before, after
    ownership, -- owned, or why there is no owner
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT s.socket_id, s.net_namespace, s.type, s.state, s.path, s.inode, r.ref_count, r.flags, s.seen, s.ownership,
       s.snapshot_id, s.member_id, s.line
FROM sockets AS s
JOIN proc_net_unix AS r ON r.snapshot_id = s.snapshot_id AND r.member_id = s.member_id AND r.line = s.line
WHERE s.family = 1;

CREATE VIEW netlink_sockets (
    -- A netlink socket, with what only that family has.
    socket_id, -- the socket in sockets
    net_namespace, -- inode number of the namespace
    protocol, -- NETLINK_*
    port_id, -- netlink port; 0 is the kernel's own socket
    groups, -- first 32 multicast groups
    inode, -- inode of the socket
    rmem, -- receive buffer in use
    wmem, -- send buffer in use
    drops, -- messages dropped
    seen, -- before, after
    ownership, -- owned, or why there is no owner
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT s.socket_id, s.net_namespace, r.protocol, r.port_id, r.groups, s.inode, r.rmem, r.wmem, r.drops, s.seen, s.ownership,
       s.snapshot_id, s.member_id, s.line
FROM sockets AS s
JOIN proc_net_netlink AS r ON r.snapshot_id = s.snapshot_id AND r.member_id = s.member_id AND r.line = s.line
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
    seen, -- before, after
    ownership, -- owned, or why there is no owner
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT s.socket_id, s.net_namespace, s.type, r.protocol, r.interface_index, r.running, s.inode, r.uid, r.rmem, s.seen,
       s.ownership, s.snapshot_id, s.member_id, s.line
FROM sockets AS s
JOIN proc_net_packet AS r ON r.snapshot_id = s.snapshot_id AND r.member_id = s.member_id AND r.line = s.line
WHERE s.family = 17;

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
