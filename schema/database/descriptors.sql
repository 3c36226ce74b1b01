-- What processes hold open: their descriptors, the lines of fdinfo, and the kernel's objects behind them.

CREATE TABLE process_fds (
    -- A descriptor of any kind: one line fd/N of a links member. For collect itself, only the descriptors that it was started with.
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
    net_namespace INTEGER, -- inode number of a socket's network namespace, asked only of sockets that no table shows; of a tun descriptor, the one in which it was opened
    net_namespace_errno TEXT, -- why it was not given
    device_net_namespace INTEGER, -- inode number of the network namespace in which the device of a tun descriptor is
    device_net_namespace_errno TEXT, -- why it was not given; EBADFD without a device
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_fds_by_socket ON process_fds (snapshot_id, inode, pid, tid, fd) WHERE type = 'socket';
CREATE INDEX process_fds_by_pipe ON process_fds (snapshot_id, inode, pid, tid, fd) WHERE type = 'pipe';
CREATE INDEX process_fds_by_pid ON process_fds (snapshot_id, pid, fd);

CREATE TABLE process_fdinfo (
    -- A line of /proc/PID/fdinfo/N, for descriptors where fdinfo says more than the link.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread whose descriptor table it is; the pid for the process's own
    fd INTEGER NOT NULL, -- descriptor number
    key TEXT, -- what stands before the colon: pos, flags, eventfd-count, Pid, UserFiles, …; query_*: from BPF_TASK_FD_QUERY; NULL when it could not be read
    item INTEGER, -- number of a line that belongs to the key above it: 3 in '    3: socket:[8]' below UserFiles
    value TEXT, -- the rest, as printed
    errno TEXT, -- why it could not be read
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_fdinfo_by_key ON process_fdinfo (snapshot_id, key, value);
CREATE INDEX process_fdinfo_by_pid ON process_fdinfo (snapshot_id, pid, fd, key);

CREATE TABLE process_epoll_targets (
    -- A file that an epoll descriptor watches: a line tfd: of its fdinfo, decoded.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread whose descriptor table it is; the pid for the process's own
    fd INTEGER NOT NULL, -- the epoll descriptor
    target_fd INTEGER, -- number that the watched file had when it was added; it may be closed, or another file's, by now
    events INTEGER, -- EPOLL* bits that it waits for
    data INTEGER, -- what the program wants back with an event
    pos INTEGER, -- offset in the watched file; NULL before Linux 4.13
    inode INTEGER, -- inode of the watched file, of a socket as in sockets; NULL before Linux 4.13
    device INTEGER, -- device of its file system, major << 20 | minor; NULL before Linux 4.13
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_epoll_targets_by_pid ON process_epoll_targets (snapshot_id, pid, fd);

CREATE TABLE process_watches (
    -- A file, mount or file system that an inotify or fanotify descriptor watches: a line of its fdinfo, decoded.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread whose descriptor table it is; the pid for the process's own
    fd INTEGER NOT NULL, -- the inotify or fanotify descriptor
    kind TEXT NOT NULL, -- inotify or fanotify
    wd INTEGER, -- watch descriptor; NULL for fanotify
    inode INTEGER, -- inode of the watched file; NULL when a mount or a file system is watched
    device INTEGER, -- device of its file system, major << 20 | minor
    mount_id INTEGER, -- the watched mount, as in mountinfo
    mask INTEGER, -- IN_* or FAN_* bits that it waits for
    ignored_mask INTEGER, -- events that are not wanted
    mark_flags INTEGER, -- FAN_MARK_* bits; NULL for inotify
    file_handle TEXT, -- handle of the file, hex; NULL where its file system has none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_watches_by_pid ON process_watches (snapshot_id, pid, fd);

CREATE TABLE bpf_objects (
    -- A loaded BPF program, map or link.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    kind TEXT NOT NULL, -- prog, map or link
    id INTEGER NOT NULL, -- number of the object among those of its kind
    type INTEGER, -- BPF_PROG_TYPE_*, BPF_MAP_TYPE_* or BPF_LINK_TYPE_*; NULL when it could not be asked
    name TEXT, -- name that the loader gave; NULL when it gave none, and for links
    tag TEXT, -- digest of the program's instructions, hex; NULL for others
    uid INTEGER, -- user who loaded the program; NULL for others
    load_time INTEGER, -- when the program was loaded, nanoseconds after boot; NULL for others
    prog_id INTEGER, -- the program that a link attaches; NULL for others
    errno TEXT, -- why it could not be asked
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX bpf_objects_by_id ON bpf_objects (snapshot_id, kind, id);

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

CREATE VIEW process_pidfds (
    -- A descriptor that refers to a process.
    pid, -- process that holds it
    tid, -- thread whose descriptor table it is
    fd, -- descriptor number
    target_pid, -- process that it refers to; -1 when that has ended, 0 when collect's pid namespace does not show it
    target_ns_pids, -- its pids in the nested pid namespaces, outermost first; NULL on old kernels
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT i.pid, i.tid, i.fd, CAST(i.value AS INTEGER),
       (SELECT n.value FROM process_fdinfo AS n
        WHERE n.snapshot_id = i.snapshot_id AND n.pid = i.pid AND n.fd = i.fd AND n.key = 'NSpid' AND n.tid = i.tid),
       i.snapshot_id, i.member_id, i.line
FROM process_fdinfo AS i
WHERE i.key = 'Pid';

CREATE VIEW process_tun_devices (
    -- A descriptor of a tun or tap device.
    pid, -- process that holds it
    tid, -- thread whose descriptor table it is
    fd, -- descriptor number
    interface, -- name of the interface in its namespace
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of that member
    net_namespace, -- inode number of the network namespace in which the descriptor was opened; NULL when not known
    device_net_namespace -- inode number of the one in which the interface is; NULL when not known
) AS
SELECT i.pid, i.tid, i.fd, i.value, i.snapshot_id, i.member_id, i.line, f.net_namespace, f.device_net_namespace
FROM process_fdinfo AS i
LEFT JOIN process_fds AS f ON f.snapshot_id = i.snapshot_id AND f.pid = i.pid AND f.fd = i.fd AND f.tid = i.tid
WHERE i.key = 'iff';

CREATE VIEW process_bpf_fds (
    -- A descriptor of a BPF program, map or link.
    pid, -- process that holds it
    tid, -- thread whose descriptor table it is
    fd, -- descriptor number
    kind, -- prog, map or link
    id, -- number of the object among those of its kind
    type, -- BPF_PROG_TYPE_*, BPF_MAP_TYPE_* or BPF_LINK_TYPE_*; NULL when not known
    name, -- name that the loader gave; NULL when not known
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT i.pid, i.tid, i.fd, substr(i.key, 1, length(i.key) - 3), CAST(i.value AS INTEGER), o.type, o.name,
       i.snapshot_id, i.member_id, i.line
FROM process_fdinfo AS i
LEFT JOIN bpf_objects AS o
  ON o.snapshot_id = i.snapshot_id AND o.kind = substr(i.key, 1, length(i.key) - 3) AND o.id = CAST(i.value AS INTEGER)
WHERE i.key IN ('prog_id', 'map_id', 'link_id')
  -- A link also names its program.
  AND NOT (i.key = 'prog_id' AND EXISTS (SELECT 1 FROM process_fdinfo AS l
                                         WHERE l.snapshot_id = i.snapshot_id AND l.pid = i.pid AND l.fd = i.fd
                                           AND l.key = 'link_id' AND l.tid = i.tid));

CREATE VIEW process_io_uring_files (
    -- A file registered with an io_uring: it stays open there after its descriptor is closed.
    pid, -- process that holds the ring
    tid, -- thread whose descriptor table it is
    fd, -- descriptor of the ring
    slot, -- number of the file in the ring
    target, -- path, socket:[N], pipe:[N], …; before Linux 6.2 only the last name, TCP for a socket
    inode, -- inode of a socket, as in sockets
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT pid, tid, fd, item, value, iif(substr(value, 1, 8) = 'socket:[', CAST(substr(value, 9) AS INTEGER), NULL),
       snapshot_id, member_id, line
FROM process_fdinfo
WHERE key = 'UserFiles' AND item IS NOT NULL AND value <> '<none>';
