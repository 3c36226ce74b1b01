-- The views of a case database.  Comments as in schema.sql.  Where osquery has a table of the same name, its columns come
-- first, with its types and its values; ours come after them.
--
-- A column that osquery declares as a number and that is computed here is cast to INTEGER.  Only that gives it the affinity
-- with which port = '22' finds 22, and with which SQLite makes an index for a join.  A plus before a column keeps the
-- planner from thinking that the condition selects much.  A text that may be a number alone is cast to TEXT, so that it is
-- compared with one: current_value = 1.
--
-- A column that is never NULL in osquery is none here: state <> 'LISTEN' must not drop what has no state.  What is not known has
-- osquery's word for that (-1, 0, UNKNOWN, empty text); tests/analyze/schema/osquery_nulls.txt lists the columns where it has none.

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
    -- A socket and a process that holds it, as osquery; sockets without an owner have pid -1. What sockets calls forged is none, and not here.
    pid, -- process, -1 when the socket has no owner
    fd, -- descriptor number, -1 when the socket has no owner
    socket, -- inode of the socket
    family, -- AF_*: 1, 2, 10, 17, also 40 vsock, 44 xdp and the others in sockets; 0 when only the descriptor shows the socket, and the kernel does not name its protocol
    protocol, -- IPPROTO_*, 255 for raw; ethertype for packet; 0 for unix, and when it is not known
    local_address, -- address as text, empty for unix and packet
    remote_address, -- address as text
    local_port, -- port; raw: IP protocol; 0 for unix and packet
    remote_port, -- port
    path, -- bound name of a unix socket, whole, as /proc/net/unix prints it; empty for others
    state, -- TCP: ESTABLISHED, LISTEN, …, UNKNOWN when only the descriptor shows the socket; NONE for packet; empty for others
    net_namespace, -- inode number of the namespace; 0 when only the descriptor shows the socket
    snapshot_id, -- the snapshot
    socket_id, -- the socket in sockets
    tid, -- thread whose descriptor table it is
    ownership, -- owned, or why there is no owner
    abstract, -- 1 when the name of a unix socket is abstract, 0 when it is one of the file system; NULL when it has none, or when that is not known
    bound_name, -- the name of a unix socket, exact bytes; NULL where no diag dump shows it
    interface_index, -- interface that it is bound to, or that its link-local addresses belong to, 0 none; NULL where no dump tells
    interface_name, -- name of that interface
    kernel_holder -- what in the kernel holds it, where ownership is kernel
) AS
-- In two halves, so that a pid looked for, or joined with, finds the index of process_fds.
SELECT f.pid, f.fd, s.inode, CAST(coalesce(s.family, 0) AS INTEGER),
       CAST(coalesce(s.protocol, 0) AS INTEGER),
       coalesce(s.local_address, ''), coalesce(s.remote_address, ''),
       CAST(coalesce(iif(s.family IN (2, 10), s.local_port, 0), 0) AS INTEGER), CAST(coalesce(s.remote_port, 0) AS INTEGER),
       coalesce(s.path, ''),
       CASE WHEN s.family = 17 THEN 'NONE' WHEN s.protocol = 6 AND s.family IN (2, 10) THEN coalesce(s.state, 'UNKNOWN') ELSE '' END,
       CAST(coalesce(s.net_namespace, 0) AS TEXT), s.snapshot_id, s.socket_id, f.tid, s.ownership, s.abstract,
       s.bound_name, s.interface_index, s.interface_name, s.kernel_holder
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
       s.bound_name, s.interface_index, s.interface_name, s.kernel_holder
FROM sockets AS s
WHERE s.ownership NOT IN ('owned', 'forged') AND s.family IS NOT 16;

CREATE VIEW listening_ports (
    -- A socket that waits for others, and a process that holds it, as osquery: inet sockets without a peer (raw ones too), but of those with connections only such as listen; unix sockets with a name, packet sockets.
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
    kernel_holder -- what in the kernel holds it, where ownership is kernel
) AS
SELECT pid, local_port, protocol, family, local_address, fd, socket, path, net_namespace, snapshot_id, socket_id, ownership, abstract,
       bound_name, interface_index, interface_name, kernel_holder
FROM process_open_sockets AS o
-- A dump shows also TCP sockets that are only bound, and a descriptor those of which nothing is known but the protocol.
WHERE (family IN (2, 10) AND remote_port = 0
       AND (SELECT s.state = 'LISTEN' OR (s.protocol IN (1, 17, 58, 136, 255) AND s.state <> 'CLOSED')
            FROM sockets AS s WHERE s.socket_id = o.socket_id))
   OR (family = 1 AND path <> '') OR family = 17;

CREATE VIEW process_open_files (
    -- A descriptor that is no socket, pipe or anonymous inode, as osquery: files, devices, memfd, namespaces.
    pid, -- process
    fd, -- descriptor number
    path, -- what readlink returned: the path as the process sees it
    snapshot_id, -- the snapshot
    tid, -- thread whose descriptor table it is
    access_mode -- r, w or rw
) AS
SELECT pid, fd, target, snapshot_id, tid, mode FROM process_fds
WHERE type NOT IN ('socket', 'pipe', 'anon_inode');

CREATE VIEW processes (
    -- A process, as osquery.
    pid, -- process
    name, -- name of its first thread
    path, -- executable, without ' (deleted)'; empty for a kernel thread or when unknown
    cmdline, -- arguments, joined by spaces
    state, -- R, S, D, Z, …
    cwd, -- working directory, empty when unknown
    root, -- root directory, empty when unknown
    uid, -- real user; -1 when /proc/PID/status was not read
    gid, -- real group; -1 as uid
    euid, -- effective user; -1 as uid
    egid, -- effective group; -1 as uid
    suid, -- saved user; -1 as uid
    sgid, -- saved group; -1 as uid
    on_disk, -- 1 the executable is there, 0 it was deleted, -1 unknown
    wired_size, -- locked memory, bytes, 0 when it is not known (osquery says 0 of all)
    resident_size, -- resident memory, bytes; NULL unknown
    total_size, -- address space, bytes
    user_time, -- milliseconds in user mode; -1 unknown
    system_time, -- milliseconds in kernel mode; -1 unknown
    disk_bytes_read, -- bytes fetched from storage; NULL when /proc/PID/io was not read, as osquery
    disk_bytes_written, -- bytes sent to storage, less those of writes that were cancelled; NULL as disk_bytes_read
    start_time, -- start, seconds since the epoch; -1 unknown
    parent, -- parent process
    pgroup, -- process group
    threads, -- number of threads
    nice, -- nice value
    cgroup_path, -- path in the hierarchy that the kernel lists first; the others are in process_cgroups
    snapshot_id, -- the snapshot
    starttime, -- start in clock ticks after boot: with the pid, what a process is known by
    member_id -- where stat was read
) AS
SELECT s.pid, s.comm,
       coalesce(iif(substr(exe.target, -10) = ' (deleted)', substr(exe.target, 1, length(exe.target) - 10), exe.target), ''),
       coalesce((SELECT v.value FROM process_values AS v
                 WHERE v.snapshot_id = s.snapshot_id AND v.pid = s.pid AND v.file = 'cmdline'), ''),
       s.state,
       coalesce((SELECT l.target FROM process_links AS l
                 WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'cwd'), ''),
       coalesce((SELECT l.target FROM process_links AS l
                 WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'root'), ''),
       CAST(coalesce(t.uid, -1) AS INTEGER), CAST(coalesce(t.gid, -1) AS INTEGER), CAST(coalesce(t.euid, -1) AS INTEGER),
       CAST(coalesce(t.egid, -1) AS INTEGER), CAST(coalesce(t.suid, -1) AS INTEGER), CAST(coalesce(t.sgid, -1) AS INTEGER),
       CAST(CASE WHEN exe.target IS NULL THEN -1 WHEN substr(exe.target, -10) = ' (deleted)' THEN 0 ELSE 1 END AS INTEGER),
       CAST(coalesce(t.vm_lck, 0) AS INTEGER), CAST(coalesce(t.vm_rss, s.rss * n.page_size) AS INTEGER), CAST(coalesce(t.vm_size, s.vsize) AS INTEGER),
       CAST(coalesce(s.utime * 1000 / n.clock_ticks, -1) AS INTEGER),
       CAST(coalesce(s.stime * 1000 / n.clock_ticks, -1) AS INTEGER),
       io.read_bytes, CAST(io.write_bytes - coalesce(io.cancelled_write_bytes, 0) AS INTEGER),
       CAST(coalesce((n.booted_ns + s.starttime * (1000000000 / n.clock_ticks)) / 1000000000, -1) AS INTEGER),
       s.ppid, s.pgrp, s.num_threads, s.nice,
       coalesce((SELECT c.cgroup_path FROM process_cgroups AS c
                 WHERE c.snapshot_id = s.snapshot_id AND c.pid = s.pid ORDER BY c.line LIMIT 1), ''),
       s.snapshot_id, s.starttime, s.member_id
FROM process_stat AS s
JOIN snapshots AS n ON n.snapshot_id = s.snapshot_id
LEFT JOIN process_status AS t ON t.snapshot_id = s.snapshot_id AND t.pid = s.pid AND t.tid = s.pid
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
    member_id, -- where stat was read
    uid, -- real user: its own where it acts as another user or group than its process
    euid, -- effective user
    gid, -- real group
    egid, -- effective group
    cap_eff -- effective capabilities, hex; of a thread that acts as its process does, those of its process
) AS
SELECT s.pid, s.tid, s.comm, s.state,
       s.utime * 1000 / n.clock_ticks, s.stime * 1000 / n.clock_ticks,
       (n.booted_ns + s.starttime * (1000000000 / n.clock_ticks)) / 1000000000,
       s.snapshot_id, s.starttime, s.member_id, coalesce(t.uid, p.uid), coalesce(t.euid, p.euid), coalesce(t.gid, p.gid),
       coalesce(t.egid, p.egid), coalesce(t.cap_eff, p.cap_eff)
FROM process_stat AS s
JOIN snapshots AS n ON n.snapshot_id = s.snapshot_id
LEFT JOIN process_status AS p ON p.snapshot_id = s.snapshot_id AND p.pid = s.pid AND p.tid = s.pid
LEFT JOIN process_status AS t ON t.snapshot_id = s.snapshot_id AND t.pid = s.pid AND t.tid = s.tid AND s.tid <> s.pid;

CREATE VIEW process_namespaces (
    -- The namespaces of a process by inode number, as osquery; empty where the link could not be read.
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
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/cgroup'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/ipc'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/mnt'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/net'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/pid'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/user'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/uts'), '') AS TEXT),
       s.snapshot_id
FROM process_stat AS s
WHERE s.tid = s.pid;

CREATE VIEW unix_sockets (
    -- A unix socket, with what only that family has. What sockets calls forged is none, and not here.
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
    line -- line of that member
) AS
SELECT s.socket_id, s.net_namespace, s.protocol, s.local_port, r.groups, s.inode, coalesce(r.rmem, d.skmem_rmem_alloc),
       coalesce(r.wmem, d.skmem_wmem_alloc), coalesce(r.drops, d.skmem_drops), s.seen, s.ownership, s.snapshot_id,
       s.member_id, s.line
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
    line -- line of that member
) AS
SELECT s.socket_id, s.net_namespace, s.type, s.protocol, coalesce(r.interface_index, d.interface_index),
       coalesce(r.running, d.flags & 1), s.inode, s.uid, s.recv_q, d.fanout, d.filter_instructions, s.seen,
       s.ownership, s.snapshot_id, s.member_id, s.line
FROM sockets AS s
LEFT JOIN proc_net_packet AS r ON r.snapshot_id = s.snapshot_id AND r.member_id = s.member_id AND r.line = s.line
LEFT JOIN diag_packet AS d ON d.snapshot_id = s.snapshot_id AND d.member_id = s.diag_member_id AND d.line = s.diag_line
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

CREATE VIEW net_namespaces (
    -- A network namespace: how it was found, its name, and who and what is in it.
    net_namespace, -- inode number of the namespace
    name, -- name below /run/netns or /run/docker/netns, where it has one
    how, -- the ways in which it was found, joined by commas, see net_namespace_sightings; NULL when collect could not name it and only a process's link shows it
    pid, -- a process that lives in it, the one with the lowest number; NULL where none does
    user_namespace, -- inode number of the user namespace that owns it; NULL when not known
    processes, -- processes that live in it
    threads, -- threads that live in it and whose process does not
    sockets, -- sockets that were seen in it, but for collect's own
    snapshot_id -- the snapshot
) AS
-- Grouped within, not above: SQLite hands a condition on the snapshot down one level.
WITH found AS (
    SELECT snapshot_id, net_namespace FROM net_namespace_sightings GROUP BY snapshot_id, net_namespace
    UNION ALL
    SELECT l.snapshot_id, l.inode FROM process_links AS l
    WHERE l.link = 'ns/net' AND l.inode > 0
      AND NOT EXISTS (SELECT 1 FROM net_namespace_sightings AS n WHERE n.snapshot_id = l.snapshot_id AND n.net_namespace = l.inode)
    GROUP BY l.snapshot_id, l.inode
)
SELECT f.net_namespace,
       -- /var/run is most often a link to /run, but a mount table says what it was.
       (SELECT CASE WHEN n.place GLOB '*/run/docker/netns/*' THEN substr(n.place, instr(n.place, '/run/docker/netns/') + 18)
                    ELSE substr(n.place, instr(n.place, '/run/netns/') + 11) END
        FROM net_namespace_sightings AS n
        WHERE n.snapshot_id = f.snapshot_id AND n.net_namespace = f.net_namespace AND n.how = 'mount'
          AND (n.place GLOB '*/run/netns/*' OR n.place GLOB '*/run/docker/netns/*')
        ORDER BY n.line LIMIT 1),
       (SELECT group_concat(DISTINCT n.how) FROM net_namespace_sightings AS n
        WHERE n.snapshot_id = f.snapshot_id AND n.net_namespace = f.net_namespace),
       (SELECT min(l.pid) FROM process_links AS l
        WHERE l.snapshot_id = f.snapshot_id AND l.link = 'ns/net' AND l.inode = f.net_namespace AND l.tid = l.pid),
       (SELECT max(n.user_namespace) FROM net_namespace_sightings AS n
        WHERE n.snapshot_id = f.snapshot_id AND n.net_namespace = f.net_namespace),
       (SELECT count(*) FROM process_links AS l
        WHERE l.snapshot_id = f.snapshot_id AND l.link = 'ns/net' AND l.inode = f.net_namespace AND l.tid = l.pid),
       (SELECT count(*) FROM process_links AS l
        WHERE l.snapshot_id = f.snapshot_id AND l.link = 'ns/net' AND l.inode = f.net_namespace AND l.tid <> l.pid
          AND NOT EXISTS (SELECT 1 FROM process_links AS p
                          WHERE p.snapshot_id = l.snapshot_id AND p.pid = l.pid AND p.tid = l.pid AND p.link = 'ns/net'
                            AND p.inode = l.inode)),
       (SELECT count(*) FROM sockets AS s
        WHERE s.snapshot_id = f.snapshot_id AND s.net_namespace = f.net_namespace
          AND +s.ownership NOT IN ('collector', 'forged')),
       f.snapshot_id
FROM found AS f;
