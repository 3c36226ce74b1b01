-- The tables of a case database.  The first comment inside a table describes it, the comment behind a column that column;
-- `analyze schema` is printed from them.
--
-- Tables of rows that were read from a member have the key (snapshot_id, member_id, line): where the bytes stand in the
-- archive is what a row is, rows arrive in that order, and one snapshot's rows lie together.
-- Text is the bytes of the host as they were, even where they are not UTF-8.

CREATE TABLE snapshots (
    -- A run of collect, from the archive that holds most of it.  See archives for each one that was given to load.
    snapshot_id INTEGER PRIMARY KEY, -- number of the snapshot in this database
    host TEXT, -- node name of the captured host: a label, which several hosts may bear and one may change; snapshot_hosts tells hosts apart
    machine_id TEXT, -- /etc/machine-id of the root directory that collect ran in; clones share it, containers have another one or none
    boot_id TEXT, -- /proc/sys/kernel/random/boot_id: the same for all snapshots of one boot, those taken in containers too
    kernel TEXT, -- release, as uname -r
    architecture TEXT, -- machine, as uname -m
    byte_order TEXT, -- little or big: how the kernel printed addresses
    word_bits INTEGER, -- 32 or 64
    clock_ticks INTEGER, -- USER_HZ: unit of the times in /proc/PID/stat
    page_size INTEGER, -- bytes
    started_at TEXT, -- start of the run, ISO 8601, UTC, by the clock of the captured host
    started_ns INTEGER, -- the same in nanoseconds since the epoch
    finished_at TEXT, -- end of the run; NULL when the archive has no end record
    finished_ns INTEGER, -- the same in nanoseconds since the epoch
    booted_ns INTEGER, -- when the host was started, nanoseconds since the epoch: wall clock minus boot-time clock; before Linux 2.6.39, which has none, minus /proc/uptime (hundredths of a second), else btime of /proc/stat (seconds)
    clock_error_ns INTEGER, -- how much the wall clock may have been off, by the kernel's own estimate (maxerror of adjtimex); NULL when it was not synchronised
    case_id TEXT, -- collect --case
    operator TEXT, -- collect --operator
    note TEXT, -- collect --note
    uid INTEGER, -- effective user that collect ran as
    tool_version TEXT, -- version of collect
    tool_sha256 TEXT, -- digest of the collect program that ran
    tool_pid INTEGER, -- process that collect was
    pid_namespace INTEGER, -- inode number of the pid namespace that collect ran in, 4026531836 for the one that a host starts with
    result TEXT NOT NULL, -- complete, partial or interrupted as collect said; cut when the archive has no end record
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)), -- 1 when collect said complete and every byte verified
    directory TEXT NOT NULL, -- top directory in the archive
    archive_name TEXT NOT NULL, -- file name it was loaded from, - for standard input, of which nothing else is kept
    archive_bytes INTEGER NOT NULL, -- size of the archive as loaded: as far as it was read, where a problem says that it goes on
    archive_sha256 TEXT NOT NULL UNIQUE, -- digest of these bytes
    loaded_at TEXT NOT NULL, -- when it was loaded, ISO 8601, UTC, by the clock of the analyst's machine
    meta TEXT, -- meta.json, whole
    meta_sha256 TEXT -- digest of meta.json, which a snapshot is known by: it has the clocks of the start in nanoseconds.  Two snapshots with the same one contradict each other, and problems says so
) STRICT;
CREATE INDEX snapshots_by_meta ON snapshots (meta_sha256);

CREATE TABLE archives (
    -- An archive that was loaded: a file, of which a snapshot may have several, compressed or cut in different ways.  The tables hold what stands in the one that snapshots.archive_sha256 names; no other has more.
    archive_sha256 TEXT PRIMARY KEY, -- digest of the file
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot that it holds, or a part of
    archive_name TEXT NOT NULL, -- file name it was loaded from, - for standard input, of which nothing else is kept
    archive_bytes INTEGER NOT NULL, -- size of the file
    result TEXT NOT NULL, -- complete, partial or interrupted as collect said; cut when this archive has no end record
    verified INTEGER NOT NULL, -- members of it that verified
    problems INTEGER NOT NULL, -- what is wrong with the archive itself: 0 when every byte of it verified
    loaded_at TEXT NOT NULL -- when it was loaded, ISO 8601, UTC, by the clock of the analyst's machine
) STRICT, WITHOUT ROWID;
CREATE INDEX archives_by_snapshot ON archives (snapshot_id);

CREATE TABLE manifest_segments (
    -- A segment of the manifest that holds.  Its digest covers those before it: snapshots that agree in one agree in all up to there.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    segment INTEGER NOT NULL, -- number of the segment, from 0
    sha256 TEXT NOT NULL, -- digest of the member manifest/nnnnnn
    PRIMARY KEY (snapshot_id, segment)
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
    -- A thing that collect attempted: one line of the manifest, or a member that the manifest does not vouch for.
    member_id INTEGER PRIMARY KEY, -- number of the member in this database
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    path TEXT NOT NULL, -- member name below the top directory, also where no member was written
    source TEXT, -- file on the captured host
    state TEXT NOT NULL, -- ok, empty, absent, vanished, denied, timeout, truncated, error, skipped; unlisted when the manifest has no line for it
    errno TEXT, -- symbolic name of the error
    reason TEXT, -- why it was skipped or cut
    bytes INTEGER, -- size of the member; NULL where none was written
    sha256 TEXT, -- digest as collect wrote it
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)), -- 1 when the bytes in the archive have that digest and the chain holds
    started_ns INTEGER, -- wall clock at the start of the attempt, nanoseconds since the epoch
    monotonic_ns INTEGER, -- monotonic clock at the same moment
    took_ns INTEGER -- nanoseconds until the attempt ended
) STRICT;
CREATE INDEX members_by_path ON members (snapshot_id, path);

CREATE TABLE problems (
    -- Something in an archive that was not understood or does not verify.
    problem_id INTEGER PRIMARY KEY, -- number of the problem in this database
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER REFERENCES members, -- the member; NULL when it concerns the archive
    line INTEGER, -- line of the member, from 1; NULL when it concerns the whole
    want TEXT NOT NULL, -- what should have been there
    have TEXT -- what was there, the first bytes of it
) STRICT;
CREATE INDEX problems_by_snapshot ON problems (snapshot_id, member_id);

CREATE TABLE unknown_columns (
    -- A file whose header names columns behind those that analyze knows: some vendors add their own to the kernel's tables. Nothing is lost: what it knows is in the file's own table, the rest of each line in unknown_values.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- the file
    line INTEGER NOT NULL, -- line of the header
    names TEXT NOT NULL, -- their names, as the header has them
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE unknown_values (
    -- What a line of such a file has behind what analyze knows. The row with the same member and line is the one it belongs to.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- the file
    line INTEGER NOT NULL, -- line of that member
    text TEXT NOT NULL, -- the words, as they are
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE net_namespace_sightings (
    -- A way in which a network namespace was found; net_namespaces has one row a namespace.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    how TEXT NOT NULL, -- process or thread: one lives in it; mount: it is bound there; descriptor, socket, tun: a descriptor keeps it; listns: the kernel names it
    pid INTEGER, -- the process that lives in it, holds it, or has it in its mount namespace; NULL where there is none
    place TEXT, -- mount point, task/TID, fd/N or task/TID/fd/N; NULL for a process's own
    user_namespace INTEGER, -- inode number of the user namespace that owns it; NULL when not known
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX net_namespace_sightings_by_inode ON net_namespace_sightings (snapshot_id, net_namespace);

CREATE TABLE collector_sockets (
    -- A socket that collect made to ask the kernel, as the kernel named it for collect's own descriptor: what is no evidence of the host.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    family INTEGER NOT NULL, -- AF_*: 16 netlink
    protocol INTEGER NOT NULL, -- NETLINK_*
    inode INTEGER NOT NULL, -- inode of the socket
    cookie INTEGER, -- number that no other socket of this boot has; NULL where the kernel did not tell
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_inet (
    -- A row of /proc/net/{tcp,udp,udplite,raw,icmp}{,6}, one per pass and row, duplicates as read.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    family INTEGER NOT NULL, -- 2 AF_INET, 10 AF_INET6
    protocol INTEGER NOT NULL, -- IPPROTO_*; 255 for raw
    sl INTEGER NOT NULL, -- row number (tcp) or hash bucket (udp)
    local_address TEXT NOT NULL, -- address as text
    local_ip BLOB NOT NULL, -- address as 4 or 16 bytes in network order, for ranges
    local_port INTEGER NOT NULL, -- port; raw: IP protocol number; icmp: echo id
    remote_address TEXT NOT NULL, -- address as text
    remote_ip BLOB NOT NULL, -- address as 4 or 16 bytes in network order
    remote_port INTEGER NOT NULL, -- port
    st INTEGER NOT NULL, -- state, TCP_* of the kernel
    tx_queue INTEGER NOT NULL, -- bytes not yet acknowledged
    rx_queue INTEGER NOT NULL, -- bytes not yet read; current backlog of a listener
    timer INTEGER NOT NULL, -- tr: 0 none, 1 retransmit, 2 keepalive, 3 time-wait, 4 zero-window probe
    timer_expires INTEGER NOT NULL, -- tm->when in USER_HZ
    retransmits INTEGER NOT NULL, -- retrnsmt
    uid INTEGER NOT NULL, -- owner of the socket, in the user namespace of the reader
    timeout INTEGER NOT NULL, -- unanswered zero-window probes
    inode INTEGER NOT NULL, -- inode of the socket; 0 when no descriptor ever belonged to it or does any more
    ref INTEGER, -- references; NULL in short rows of old kernels
    rto INTEGER, -- retransmit timeout; NULL where the row has none
    ato INTEGER, -- delayed acknowledgement timeout
    quick INTEGER, -- quick << 1 | pingpong
    cwnd INTEGER, -- congestion window
    ssthresh INTEGER, -- slow-start threshold, -1 none; fastopen queue length of a listener
    drops INTEGER, -- datagrams dropped; NULL for tcp and before 2.6.27
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_unix (
    -- A row of /proc/net/unix, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    ref_count INTEGER NOT NULL, -- references
    protocol INTEGER NOT NULL, -- always 0
    flags INTEGER NOT NULL, -- 65536 (SO_ACCEPTCON): listening
    type INTEGER NOT NULL, -- as printed: 1 stream, 2 datagram (the other way round on MIPS), 5 seqpacket
    st INTEGER NOT NULL, -- 1 unconnected, 2 connecting, 3 connected, 4 disconnecting
    inode INTEGER NOT NULL, -- inode of the socket; 0 when it waits to be accepted
    path TEXT, -- bound name, @ first for an abstract one, and @ for each of its NULs; NULL when it has none
    abstract INTEGER, -- 1 when the name is abstract, 0 when it is one of the file system; NULL when it has none, or begins with @: a path may, too
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_netlink (
    -- A row of /proc/net/netlink, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    protocol INTEGER NOT NULL, -- Eth: NETLINK_*
    port_id INTEGER NOT NULL, -- Pid: the netlink port, often but not always a process; 0 is the kernel
    groups INTEGER NOT NULL, -- first 32 multicast groups
    rmem INTEGER NOT NULL, -- receive buffer in use
    wmem INTEGER NOT NULL, -- send buffer in use
    dump INTEGER, -- 1 while a dump runs; old kernels print a pointer, then NULL
    locks INTEGER NOT NULL, -- references
    drops INTEGER, -- messages dropped; NULL in 2.6.24
    inode INTEGER, -- inode of the socket; NULL in 2.6.24
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_net_packet (
    -- A row of /proc/net/packet, one per pass and row.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    pass TEXT NOT NULL, -- before or after the descriptor walk
    ref_count INTEGER NOT NULL, -- references
    type INTEGER NOT NULL, -- 2 SOCK_DGRAM (1 on MIPS), 3 SOCK_RAW, 10 SOCK_PACKET
    protocol INTEGER NOT NULL, -- ethertype; 3 is ETH_P_ALL
    interface_index INTEGER NOT NULL, -- interface it is bound to, 0 for all
    running INTEGER NOT NULL, -- 1 while it receives
    rmem INTEGER NOT NULL, -- receive buffer in use
    uid INTEGER NOT NULL, -- owner of the socket
    inode INTEGER NOT NULL, -- inode of the socket
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE sockets (
    -- A socket of a network namespace, owned or not, merged from all that saw it.
    socket_id INTEGER PRIMARY KEY, -- number of the socket in this database
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    net_namespace INTEGER, -- inode number of the namespace; NULL when only a descriptor shows the socket
    family INTEGER, -- AF_*: 1 unix, 2 inet, 10 inet6, 16 netlink, 17 packet, 24 pppox, 40 vsock, 44 xdp, and the rarer ones of proc_net_family_sockets; NULL when only a descriptor shows it, of which the kernel does not name the protocol
    protocol INTEGER, -- IPPROTO_* (255 raw), NETLINK_*, ethertype; 0 for unix
    type TEXT, -- stream, dgram, raw, seqpacket, packet
    state TEXT, -- ESTABLISHED, LISTEN, … for tcp, CONNECTED, LISTENING, … for unix; NULL where the family has none
    local_address TEXT, -- address as text; vsock: context id
    local_ip BLOB, -- address as 4 or 16 bytes in network order
    local_port INTEGER, -- port; raw: IP protocol; icmp: echo id; netlink: port id
    remote_address TEXT, -- address as text
    remote_ip BLOB, -- address as 4 or 16 bytes in network order
    remote_port INTEGER, -- port
    path TEXT, -- bound name of a unix socket as /proc/net/unix prints it: @ first for an abstract one, and @ for each of its NULs
    abstract INTEGER, -- of a unix socket with a name: 1 when that is abstract, 0 when it is one of the file system; NULL where only the text table shows it and it begins with @: a path may, too
    bound_name BLOB, -- the name of a unix socket, exact bytes, the first of them NUL for an abstract one; NULL where no diag dump shows it
    interface_index INTEGER, -- interface that it is bound to (SO_BINDTODEVICE), or that its link-local addresses belong to, 0 none; NULL where no dump tells
    interface_name TEXT, -- name of that interface
    inode INTEGER NOT NULL, -- inode of the socket, 0 where it has none
    cookie INTEGER, -- number that no other socket of this boot has; NULL where no diag dump shows it
    uid INTEGER, -- owner of the socket as the kernel printed it
    recv_q INTEGER, -- bytes not yet read; backlog of a listener
    send_q INTEGER, -- bytes not yet acknowledged; maximum backlog of a listener, where a diag dump shows it
    seen TEXT NOT NULL, -- what saw it: before, after (the text tables of the two passes), diag (a dump), descriptor, io_uring (a ring alone); joined by commas
    ownership TEXT NOT NULL, -- owned, or why there is no owner, the first of these that is shown: collector (one that collect made to ask the kernel, see collector_sockets: no evidence of the host), ambiguous (several sockets have the inode that a descriptor names: process_fds has the candidates; where all of them are the same but for their namespace, the kernel numbers one namespace in several ways, as gVisor of 2020 did for each task, and they are one socket), time_wait, request, not_accepted, orphan (its row has no inode, so no descriptor), kernel (the kernel's own, see kernel_holder: netlink port 0, the port of an open tunnel, of nfsd or another server in the kernel, the connection of a network mount), no_inode (the kernel does not print one: it may be a socket of its family that only a descriptor shows), forged (text of /proc/net/unix that is no socket, as a dump shows: a name with a newline makes such a row; the views of sockets leave it out), io_uring (registered with one, see process_io_uring_files), mapped (a mapping of it is in process_maps), race (seen in one pass, and the other one was read to its end), cut (the archive ends early), denied (may be in a table that was not read, see unread_tables), other_pid_namespace (collect ran in one that does not show every process), in_flight (everything was read, and enough descriptors wait in unix sockets for all that nothing else explains), unexplained
    kernel_holder TEXT, -- what in the kernel holds it, where ownership is kernel: kind and name of the interface (wireguard wg0, vxlan vx0), fou, gue, l2tp and its tunnel, nfsd, lockd, type and mount point of a network mount, netlink, …
    unread_tables INTEGER, -- tables of the snapshot that were not read whole, in one of which its owner may be, or of a socket that nothing but a descriptor shows, its row; NULL when there is nothing more to find
    member_id INTEGER NOT NULL REFERENCES members, -- where it was last read: in a text table, else in a dump, else a descriptor
    line INTEGER NOT NULL, -- line of that member
    diag_member_id INTEGER REFERENCES members, -- the diag dump that showed it last
    diag_line INTEGER -- ordinal of the message in it
) STRICT;
CREATE INDEX sockets_by_inode ON sockets (snapshot_id, inode);
CREATE INDEX sockets_by_net_namespace ON sockets (snapshot_id, net_namespace);
CREATE INDEX sockets_by_local_port ON sockets (local_port, snapshot_id, remote_port);
CREATE INDEX sockets_bound ON sockets (snapshot_id, net_namespace) WHERE interface_index > 0;
CREATE INDEX sockets_listening ON sockets (snapshot_id, net_namespace, protocol, local_port) WHERE state = 'LISTEN';
CREATE INDEX sockets_listening_unix ON sockets (snapshot_id, path) WHERE state = 'LISTENING';

CREATE TABLE process_fds (
    -- A descriptor of any kind: one line fd/N of a links member. Of collect's own process only those that it was started with.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread whose table it is; the pid for the process's own
    fd INTEGER NOT NULL, -- descriptor number
    mode TEXT, -- r, w or rw; NULL when unknown
    type TEXT, -- socket, pipe, anon_inode, file, …: what stands before the colon of a target that is not a path
    inode INTEGER, -- number in socket:[N], pipe:[N] and the like
    target TEXT, -- what readlink returned; NULL when it failed
    errno TEXT, -- why it failed
    protocol_name TEXT, -- name of a socket's protocol as the kernel gives it (system.sockprotoname: TCP, AF_VSOCK, …); asked only of sockets that no table shows
    protocol_errno TEXT, -- why it was not given
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_fds_by_socket ON process_fds (snapshot_id, inode, pid, tid, fd) WHERE type = 'socket';
CREATE INDEX process_fds_by_pipe ON process_fds (snapshot_id, inode, pid, tid, fd) WHERE type = 'pipe';
CREATE INDEX process_fds_by_pid ON process_fds (snapshot_id, pid, fd);

CREATE TABLE process_links (
    -- A link of a process that is not a descriptor: exe, cwd, root, ns/*; and directories that could not be read.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread; the pid for the process itself
    link TEXT NOT NULL, -- name below /proc/PID: exe, cwd, root, ns/net, …; fd when the whole table was refused
    inode INTEGER, -- number in net:[N] and the like
    target TEXT, -- what readlink returned; NULL when it failed
    errno TEXT, -- why it failed
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_links_by_pid ON process_links (snapshot_id, pid, tid, link);
CREATE INDEX process_links_by_net_namespace ON process_links (snapshot_id, inode, pid, tid) WHERE link = 'ns/net';

CREATE TABLE process_stat (
    -- /proc/PID/stat and /proc/PID/task/TID/stat.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread; the pid for the process itself
    comm TEXT NOT NULL, -- name of the task
    state TEXT NOT NULL, -- R, S, D, Z, …
    ppid INTEGER NOT NULL, -- parent
    pgrp INTEGER NOT NULL, -- process group
    session INTEGER NOT NULL, -- session
    tty_nr INTEGER NOT NULL, -- controlling terminal, device number
    flags INTEGER NOT NULL, -- PF_*; 0x200000 is a kernel thread
    minflt INTEGER NOT NULL, -- minor faults
    majflt INTEGER NOT NULL, -- major faults
    utime INTEGER NOT NULL, -- time in user mode, clock ticks
    stime INTEGER NOT NULL, -- time in kernel mode, clock ticks
    priority INTEGER NOT NULL, -- scheduling priority
    nice INTEGER NOT NULL, -- nice value
    num_threads INTEGER NOT NULL, -- threads
    starttime INTEGER NOT NULL, -- clock ticks after boot; with the pid, what a process is known by
    vsize INTEGER NOT NULL, -- bytes of address space
    rss INTEGER NOT NULL, -- resident pages
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_stat_by_pid ON process_stat (snapshot_id, pid, tid);

CREATE TABLE process_status (
    -- /proc/PID/status, and /proc/PID/task/TID/status of a thread that acts as another user or group than its process.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread; the pid for the process itself
    tgid INTEGER, -- thread group
    ns_tgid TEXT, -- NStgid: pids in the nested pid namespaces, outermost first
    tracer_pid INTEGER, -- process that traces it, 0 none
    uid INTEGER, -- real user
    euid INTEGER, -- effective user
    suid INTEGER, -- saved user
    fsuid INTEGER, -- file-system user
    gid INTEGER, -- real group
    egid INTEGER, -- effective group
    sgid INTEGER, -- saved group
    fsgid INTEGER, -- file-system group
    groups TEXT, -- supplementary groups, separated by spaces
    vm_size INTEGER, -- VmSize in bytes; NULL for a kernel thread
    vm_rss INTEGER, -- VmRSS in bytes
    vm_lck INTEGER, -- VmLck in bytes
    threads INTEGER, -- threads
    cap_inh TEXT, -- inheritable capabilities, hex
    cap_prm TEXT, -- permitted capabilities, hex
    cap_eff TEXT, -- effective capabilities, hex
    cap_bnd TEXT, -- bounding set, hex
    cap_amb TEXT, -- ambient set, hex
    no_new_privs INTEGER, -- 1 when set
    seccomp INTEGER, -- 0 off, 1 strict, 2 filter
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_status_by_pid ON process_status (snapshot_id, pid, tid);

CREATE TABLE process_io (
    -- /proc/PID/io.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    rchar INTEGER, -- bytes read, also from the page cache
    wchar INTEGER, -- bytes written, also to the page cache
    syscr INTEGER, -- read calls
    syscw INTEGER, -- write calls
    read_bytes INTEGER, -- bytes fetched from storage
    write_bytes INTEGER, -- bytes sent to storage
    cancelled_write_bytes INTEGER, -- bytes that were to be written and were dropped
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_io_by_pid ON process_io (snapshot_id, pid);

CREATE TABLE process_values (
    -- A file of a process that holds one value: comm, cmdline, loginuid, sessionid, attr/current.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    file TEXT NOT NULL, -- name below /proc/PID
    value TEXT NOT NULL, -- content without the newline at its end; the arguments of cmdline joined by spaces
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_values_by_pid ON process_values (snapshot_id, pid, file);

CREATE TABLE process_cgroups (
    -- A line of /proc/PID/cgroup.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    hierarchy INTEGER NOT NULL, -- hierarchy number; 0 is cgroup v2
    controllers TEXT NOT NULL, -- controllers, separated by commas; empty for cgroup v2
    cgroup_path TEXT NOT NULL, -- path in the hierarchy
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_cgroups_by_pid ON process_cgroups (snapshot_id, pid, hierarchy);

CREATE TABLE process_limits (
    -- A line of /proc/PID/limits.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    resource TEXT NOT NULL, -- as printed: Max open files, …
    soft INTEGER, -- soft limit; NULL is unlimited; 9223372036854775807 stands for any that is larger, too
    hard INTEGER, -- hard limit, likewise
    units TEXT, -- as printed: bytes, files, …
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE mountinfo (
    -- A line of /proc/PID/mountinfo, for one process of each mount namespace.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- the process it was read from
    mount_id INTEGER NOT NULL, -- number of the mount
    parent_id INTEGER NOT NULL, -- mount that it is mounted on
    device TEXT NOT NULL, -- major:minor
    root TEXT NOT NULL, -- directory of the file system that is mounted; net:[N] for a bound namespace
    mount_point TEXT NOT NULL, -- where, as the process sees it
    mount_options TEXT NOT NULL, -- options of the mount
    optional_fields TEXT NOT NULL, -- shared:N, master:N, …
    fs_type TEXT NOT NULL, -- type of the file system
    mount_source TEXT NOT NULL, -- device or name
    super_options TEXT NOT NULL, -- options of the file system, as printed; mount_super_options has them one by one
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX mountinfo_by_device ON mountinfo (snapshot_id, device, fs_type);

CREATE TABLE mount_super_options (
    -- An option of the file system that a line of mountinfo shows, as its driver prints it. Where one stands twice, the later one counts for overlay: a lower directory may look like options, and comes first.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member, and of the mount in mountinfo
    item INTEGER NOT NULL, -- number within the list, from 0
    name TEXT NOT NULL, -- name, without escapes: rw, hidepid, subset, upperdir, addr, …
    value TEXT, -- what stands behind the equals sign, without escapes and quotes (those between the directories of overlay's lowerdir stay); NULL for an option without one
    PRIMARY KEY (snapshot_id, member_id, line, item)
) STRICT, WITHOUT ROWID;
