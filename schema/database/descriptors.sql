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
CREATE INDEX process_fds_by_target ON process_fds (target) WHERE type NOT IN ('socket', 'pipe', 'anon_inode');
CREATE INDEX process_fds_by_pid ON process_fds (snapshot_id, pid, fd);
CREATE INDEX process_fds_by_pty ON process_fds (snapshot_id, target) WHERE target GLOB '*/pts/*';

CREATE TABLE process_fdinfo_rows (
    -- The rows of process_fdinfo, once for all members that have the same content.
    content_id INTEGER NOT NULL REFERENCES contents, -- the content
    line INTEGER NOT NULL, -- line of the member
    fd INTEGER NOT NULL, -- as there
    key TEXT, -- as there
    item INTEGER, -- as there
    value TEXT, -- as there
    errno TEXT, -- as there
    PRIMARY KEY (content_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_fdinfo_rows_by_key ON process_fdinfo_rows (key, value);
CREATE INDEX process_fdinfo_rows_by_fd ON process_fdinfo_rows (content_id, fd, key);

CREATE VIEW process_fdinfo (
    -- A line of /proc/PID/fdinfo/N, for descriptors where fdinfo says more than the link.
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of the member
    pid, -- process
    tid, -- thread whose descriptor table it is; the pid for the process's own
    fd, -- descriptor number
    key, -- what stands before the colon: pos, flags, eventfd-count, Pid, UserFiles, …; query_*: from BPF_TASK_FD_QUERY; NULL when it could not be read
    item, -- number of a line that belongs to the key above it: 3 in '    3: socket:[8]' below UserFiles
    value, -- the rest, as printed
    errno -- why it could not be read
) AS
SELECT m.snapshot_id, m.member_id, r.line, m.pid, m.tid, r.fd, r.key, r.item, r.value, r.errno
FROM member_contents AS m
JOIN process_fdinfo_rows AS r ON r.content_id = m.content_id
WHERE m.kind = 6;

CREATE TABLE process_fd_states (
    -- What fdinfo says of every kind of descriptor, decoded; one row for each descriptor whose fdinfo was read.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- first line of the descriptor in the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread whose descriptor table it is; the pid for the process's own
    fd INTEGER NOT NULL, -- descriptor number
    pos INTEGER, -- offset in the file
    flags INTEGER, -- O_* bits, which differ by architecture; process_fd_flags has their names
    mount_id INTEGER, -- mount through which it was opened, as in mountinfo; NULL before Linux 3.15
    inode INTEGER, -- inode of the file; NULL before Linux 5.14
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_fd_states_by_pid ON process_fd_states (snapshot_id, pid, fd, tid);

CREATE TABLE process_fd_files (
    -- The file that a descriptor refers to, as statx(2) tells through the descriptor, whatever the file's path is by now. Sockets are not asked, nor a file of a file system that may wait for a server. A descriptor that was closed and used again meanwhile has the file of the later one: then the inode is not that of process_fd_states.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread whose descriptor table it is; the pid for the process's own
    fd INTEGER NOT NULL, -- descriptor number
    file_type TEXT, -- regular, directory, character, block, fifo, link, socket; NULL for an anonymous inode, and when it is not known
    mode INTEGER, -- permissions, with 2048 set-uid, 1024 set-gid, 512 sticky
    nlink INTEGER, -- names that the file has; 0: it was deleted, or never had one
    uid INTEGER, -- owner
    gid INTEGER, -- group
    device TEXT, -- major:minor of its file system, as in mountinfo
    inode INTEGER, -- inode
    special_device TEXT, -- major:minor of the device that a device file stands for; NULL for others
    size INTEGER, -- bytes
    blocks INTEGER, -- blocks of 512 bytes that it takes
    accessed_ns INTEGER, -- last access, nanoseconds since the epoch
    modified_ns INTEGER, -- last change of its content, likewise
    changed_ns INTEGER, -- last change of its attributes, likewise
    born_ns INTEGER, -- when it was made, likewise; NULL when its file system does not keep that
    mount_id INTEGER, -- mount through which it was opened, as in mountinfo; NULL before Linux 5.8
    not_asked TEXT, -- why the file was not asked: remote (its file system may wait for a server), unknown (no mountinfo that was read has its mount)
    errno TEXT, -- why the kernel did not tell
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_fd_files_by_pid ON process_fd_files (snapshot_id, pid, fd, tid);
CREATE INDEX process_fd_files_by_fifo ON process_fd_files (snapshot_id, device, inode) WHERE file_type = 'fifo';

CREATE TABLE process_locks (
    -- A lock that a descriptor holds: a line lock: of its fdinfo, decoded.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread whose descriptor table it is; the pid for the process's own
    fd INTEGER NOT NULL, -- descriptor number
    kind TEXT NOT NULL, -- POSIX, OFDLCK, FLOCK, LEASE, DELEG
    mode TEXT NOT NULL, -- ADVISORY, MANDATORY, …; of a lease ACTIVE, BREAKING or BREAKER
    access TEXT NOT NULL, -- READ, WRITE, UNLCK, …
    lock_pid INTEGER NOT NULL, -- process that the kernel keeps with the lock; -1 for a lock of an open file
    device TEXT, -- major:minor of the file system, hex as printed
    inode INTEGER NOT NULL, -- inode of the file
    first INTEGER NOT NULL, -- first byte
    last INTEGER, -- last byte; NULL is the end of the file
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_locks_by_inode ON process_locks (snapshot_id, inode);

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
    access_mode, -- r, w or rw
    position, -- offset in the file; NULL when its fdinfo was not read, as the two below
    open_flags, -- O_* bits, see process_fd_flags
    mount_id, -- mount through which it was opened, as in mountinfo
    file_type, -- regular, directory, character, block, fifo, …; NULL when the file was not asked, as all below
    file_device, -- major:minor of its file system, as in mountinfo
    file_inode, -- inode
    file_nlink, -- names that the file has: 0 where it was deleted
    file_size, -- bytes
    file_not_asked -- remote or unknown: see process_fd_files
) AS
SELECT f.pid, f.fd, f.target, f.snapshot_id, f.tid, f.mode, i.pos, i.flags, i.mount_id, s.file_type, s.device, s.inode, s.nlink,
       s.size, s.not_asked
FROM process_fds AS f
LEFT JOIN process_fd_states AS i ON i.snapshot_id = f.snapshot_id AND i.pid = f.pid AND i.fd = f.fd AND i.tid = f.tid
LEFT JOIN process_fd_files AS s ON s.snapshot_id = f.snapshot_id AND s.pid = f.pid AND s.fd = f.fd AND s.tid = f.tid
WHERE f.type NOT IN ('socket', 'pipe', 'anon_inode');

CREATE VIEW process_fd_flags (
    -- How a descriptor was opened: the bits of process_fd_states by name. All but flags are NULL where the captured architecture numbers them in another way: alpha, mips, parisc, sparc.
    pid, -- process
    tid, -- thread whose descriptor table it is
    fd, -- descriptor number
    flags, -- all bits
    path_only, -- 1: O_PATH, for the path alone, neither read nor written
    close_on_exec, -- 1: O_CLOEXEC, closed by execve(2)
    append, -- 1: O_APPEND
    nonblocking, -- 1: O_NONBLOCK
    temporary, -- 1: O_TMPFILE, a file that never had a name
    names, -- O_RDONLY, O_WRONLY or O_RDWR, and the names above that are set, joined by commas
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT i.pid, i.tid, i.fd, i.flags, iif(n.odd, NULL, i.flags >> 21 & 1), iif(n.odd, NULL, i.flags >> 19 & 1),
       iif(n.odd, NULL, i.flags >> 10 & 1), iif(n.odd, NULL, i.flags >> 11 & 1), iif(n.odd, NULL, i.flags >> 22 & 1),
       iif(n.odd, NULL,
           CASE i.flags & 3 WHEN 0 THEN 'O_RDONLY' WHEN 1 THEN 'O_WRONLY' ELSE 'O_RDWR' END
           || iif(i.flags >> 21 & 1, ',O_PATH', '') || iif(i.flags >> 19 & 1, ',O_CLOEXEC', '')
           || iif(i.flags >> 10 & 1, ',O_APPEND', '') || iif(i.flags >> 11 & 1, ',O_NONBLOCK', '')
           || iif(i.flags >> 22 & 1, ',O_TMPFILE', '')),
       i.snapshot_id, i.member_id, i.line
FROM process_fd_states AS i
JOIN (SELECT snapshot_id,
             coalesce(architecture GLOB 'alpha*' OR architecture GLOB 'mips*' OR architecture GLOB 'parisc*'
                      OR architecture GLOB 'sparc*', 0) AS odd
      FROM snapshots) AS n ON n.snapshot_id = i.snapshot_id;

CREATE VIEW process_ptys (
    -- A master of a pseudo-terminal and a descriptor of its slave: who sees and writes what is typed and shown there. A master whose slave nobody holds has one row.
    pid, -- process that holds the master
    tid, -- thread whose descriptor table it is
    fd, -- descriptor of the master
    path, -- path of the master
    tty_index, -- number of the slave: N of /dev/pts/N
    slave_pid, -- process that holds the slave; NULL without one
    slave_tid, -- thread whose descriptor table that is
    slave_fd, -- its descriptor
    slave_path, -- path of the slave, as that process sees it
    evidence, -- device (both are of the same devpts), path (they have the paths of one devpts in one mount namespace); NULL without a slave
    snapshot_id, -- the snapshot
    member_id, -- where the number was read
    line -- line of that member
) AS
SELECT m.pid, m.tid, m.fd, m.target, CAST(i.value AS INTEGER), s.pid, s.tid, s.fd, s.target,
       iif(s.pid IS NULL, NULL,
           iif(a.device = (SELECT b.device FROM process_fd_files AS b
                           WHERE b.snapshot_id = s.snapshot_id AND b.pid = s.pid AND b.fd = s.fd AND b.tid = s.tid), 'device', 'path')),
       i.snapshot_id, i.member_id, i.line
FROM process_fdinfo AS i
JOIN process_fds AS m ON m.snapshot_id = i.snapshot_id AND m.pid = i.pid AND m.fd = i.fd AND m.tid = i.tid
LEFT JOIN process_fd_files AS a ON a.snapshot_id = m.snapshot_id AND a.pid = m.pid AND a.fd = m.fd AND a.tid = m.tid
LEFT JOIN process_fds AS s
  ON s.snapshot_id = i.snapshot_id AND s.target GLOB '*/pts/*' AND s.target GLOB '*/pts/' || i.value
 AND (a.device = (SELECT b.device FROM process_fd_files AS b
                  WHERE b.snapshot_id = s.snapshot_id AND b.pid = s.pid AND b.fd = s.fd AND b.tid = s.tid)
      -- A master of /dev/ptmx is no file of the devpts, but belongs to the one beside it. One of /dev/pts/ptmx is, if its file was not asked.
      OR ((s.target = substr(m.target, 1, length(m.target) - 5) || '/pts/' || i.value
           OR (s.target = substr(m.target, 1, length(m.target) - 5) || '/' || i.value AND a.device IS NULL))
          AND (SELECT l.inode FROM process_links AS l
               WHERE l.snapshot_id = m.snapshot_id AND l.pid = m.pid AND l.tid = m.pid AND l.link = 'ns/mnt')
            = (SELECT l.inode FROM process_links AS l
               WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/mnt')))
WHERE i.key = 'tty-index';

CREATE VIEW file_locks (
    -- A lock of /proc/locks, or a process that waits for one, and the descriptor that holds it. A lock of an open file (OFDLCK) has its holder here alone.
    kind, -- POSIX, OFDLCK, FLOCK, LEASE, DELEG, ACCESS
    mode, -- ADVISORY, MANDATORY, …; of a lease ACTIVE, BREAKING or BREAKER
    access, -- READ, WRITE, UNLCK, …
    blocked, -- 1 for who waits
    lock_pid, -- process that the kernel keeps with the lock; -1 for a lock of an open file
    pid, -- process with a descriptor that holds it; NULL when no fdinfo that was read has it, and for who waits
    tid, -- thread whose descriptor table that is
    fd, -- the descriptor
    path, -- what its link says
    device, -- major:minor of the file system, hex as printed
    inode, -- inode of the file
    first, -- first byte
    last, -- last byte; NULL is the end of the file
    snapshot_id, -- the snapshot
    member_id, -- where the row of /proc/locks was read
    line -- line of that member
) AS
SELECT k.kind, k.mode, k.access, k.blocked, k.pid, h.pid, h.tid, h.fd, f.target, k.device, k.inode, k.first, k.last, k.snapshot_id,
       k.member_id, k.line
FROM proc_locks AS k
LEFT JOIN process_locks AS h
  ON h.snapshot_id = k.snapshot_id AND h.inode = k.inode AND h.device IS k.device AND h.kind = k.kind AND h.access = k.access
 AND h.first = k.first AND h.last IS k.last AND h.lock_pid = k.pid AND k.blocked = 0
LEFT JOIN process_fds AS f ON f.snapshot_id = h.snapshot_id AND f.pid = h.pid AND f.fd = h.fd AND f.tid = h.tid;

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
