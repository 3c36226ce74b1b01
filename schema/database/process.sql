-- Tables of what is known of processes beyond the basics: what their descriptors are (fdinfo), who sees them (views/), the
-- opt-in members (environ, maps, exe-hash); and the views on them.  Comments as in schema.sql.

CREATE TABLE process_fdinfo (
    -- A line of /proc/PID/fdinfo/N, for descriptors of which it says more than the link.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    tid INTEGER NOT NULL, -- thread whose descriptor table it is; the pid for the process's own
    fd INTEGER NOT NULL, -- descriptor number
    key TEXT, -- what stands before the colon: pos, flags, eventfd-count, Pid, UserFiles, …; NULL when it could not be read
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

CREATE TABLE process_views (
    -- A process as one of the ways to look for processes showed it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    view TEXT NOT NULL, -- listed (the visible /proc), opened (/proc/N for every N), known (the kernel answers for the number), private (a procfs of collect's own), cgroups (cgroup.procs)
    pid INTEGER NOT NULL, -- process
    starttime INTEGER, -- start in clock ticks after boot; NULL when not known
    comm TEXT, -- name of its first thread; NULL when not known
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_views_by_pid ON process_views (snapshot_id, pid, view);

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

CREATE TABLE executable_hashes (
    -- The digest of the program that a process runs, deleted or not (collect --hash-exe).
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    sha256 TEXT NOT NULL, -- SHA-256 of the file, hex
    bytes INTEGER NOT NULL, -- size of the file
    device INTEGER NOT NULL, -- st_dev of the file, as collect's stat(2) gave it
    inode INTEGER NOT NULL, -- inode of the file
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX executable_hashes_by_pid ON executable_hashes (snapshot_id, pid);
CREATE INDEX executable_hashes_by_sha256 ON executable_hashes (sha256, snapshot_id);

CREATE TABLE process_environment (
    -- A variable of /proc/PID/environ: the environment that the process was started with, unless it wrote over it (collect --environ).
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the text between two NULs of the member
    pid INTEGER NOT NULL, -- process
    key TEXT NOT NULL, -- what stands before the first =
    value TEXT, -- what stands behind it; NULL where there is no =
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_environment_by_pid ON process_environment (snapshot_id, pid, key);

CREATE TABLE process_maps (
    -- A line of /proc/PID/maps (collect --maps).
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    start_address TEXT NOT NULL, -- first address, hex as printed
    end_address TEXT NOT NULL, -- address behind the last, hex as printed
    size INTEGER NOT NULL, -- bytes
    permissions TEXT NOT NULL, -- r, w, x, and p private or s shared
    file_offset INTEGER NOT NULL, -- offset in the file
    device TEXT NOT NULL, -- major:minor of the file, hex as printed
    inode INTEGER NOT NULL, -- inode of the file; 0 for memory without one
    path TEXT, -- the file, [heap], [stack], socket:[N], …, as printed (a newline as \012); NULL for memory without a name
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_maps_by_pid ON process_maps (snapshot_id, pid);

CREATE VIEW process_envs (
    -- A variable of a process's environment, as osquery; where collect --environ was asked for.
    pid, -- process
    key, -- name of the variable
    value, -- its value; empty for what has no = (osquery says the name again)
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- ordinal in that member
) AS
SELECT pid, key, coalesce(value, ''), snapshot_id, member_id, line FROM process_environment;

CREATE VIEW process_memory_map (
    -- A mapping of a process's memory, as osquery; where collect --maps was asked for.
    pid, -- process
    start, -- first address, 0x…
    end, -- address behind the last, 0x…
    permissions, -- r, w, x, and p private or s shared
    offset, -- offset in the file
    device, -- major:minor of the file, hex
    inode, -- inode of the file
    path, -- the file, or [heap], [stack], …; empty for memory without a name
    pseudo, -- 1 when the path is no file's
    snapshot_id, -- the snapshot
    bytes, -- bytes
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT pid, '0x' || start_address, '0x' || end_address, permissions, file_offset, device, inode, coalesce(path, ''),
       CAST(iif(inode = 0 AND path IS NOT NULL, 1, 0) AS INTEGER), snapshot_id, size, member_id, line
FROM process_maps;

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
    line -- line of that member
) AS
SELECT pid, tid, fd, value, snapshot_id, member_id, line FROM process_fdinfo WHERE key = 'iff';

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

CREATE VIEW unread_tables (
    -- A table that was not read whole, so that a socket or its owner may be there: of a process's descriptors (one that can only be read from or only be written to is no socket), or of a namespace's sockets, when its header is not known and no dump stands in for it.
    pid, -- process; NULL for a table of sockets
    tid, -- thread whose table it is; the pid for the process's own; NULL when its threads could not be listed, and for a table of sockets
    descriptors, -- descriptors that were refused and may be sockets; NULL when it is not known how many there are
    state, -- denied, timeout, truncated, error, skipped, as in members; ok when the member does not verify, or was not understood
    errno, -- why it could not be read
    snapshot_id, -- the snapshot
    member_id -- where it was read, or should have been
) AS
WITH tables AS (
    SELECT m.snapshot_id, m.member_id, m.path, m.state, m.errno,
           m.path GLOB '*/task' OR m.state = 'timeout' OR (m.sha256 IS NOT NULL AND NOT m.verified)
           OR (m.state NOT IN ('ok', 'empty', 'absent', 'vanished') AND (m.sha256 IS NULL OR m.reason IS NOT NULL))
           OR EXISTS (SELECT 1 FROM problems AS p WHERE p.snapshot_id = m.snapshot_id AND p.member_id = m.member_id)
           OR EXISTS (SELECT 1 FROM process_links AS l
                      WHERE l.snapshot_id = m.snapshot_id AND l.member_id = m.member_id AND l.link = 'fd'
                        AND l.errno NOT IN ('ENOENT', 'ESRCH')) AS unknown,
           (SELECT count(*) FROM process_fds AS f
            WHERE f.snapshot_id = m.snapshot_id AND f.member_id = m.member_id AND coalesce(f.mode, 'rw') = 'rw'
              AND f.errno NOT IN ('ENOENT', 'ESRCH', 'ENAMETOOLONG')) AS refused
    FROM members AS m
    WHERE m.path >= 'proc/' AND m.path < 'proc0' AND m.path NOT GLOB 'proc/*/visible/*'
      AND (m.path GLOB 'proc/[1-9]*/links' OR m.path GLOB 'proc/[1-9]*/task'
           -- Nothing more was attempted of a process that could not be entered.
           OR (m.path GLOB 'proc/[1-9]*/stat' AND m.path NOT GLOB 'proc/*/*/*' AND m.sha256 IS NULL
               AND NOT EXISTS (SELECT 1 FROM members AS l
                               WHERE l.snapshot_id = m.snapshot_id
                                 AND l.path = substr(m.path, 1, length(m.path) - 4) || 'links')))
      AND (m.state NOT IN ('ok', 'empty', 'absent', 'vanished') OR NOT m.verified
           OR EXISTS (SELECT 1 FROM problems AS p WHERE p.snapshot_id = m.snapshot_id AND p.member_id = m.member_id))
)
SELECT CAST(substr(path, 6) AS INTEGER),
       CASE WHEN path GLOB '*/task' THEN NULL
            WHEN path GLOB '*/task/*' THEN CAST(substr(path, instr(path, '/task/') + 6) AS INTEGER)
            ELSE CAST(substr(path, 6) AS INTEGER) END,
       iif(unknown, NULL, refused), state, errno, snapshot_id, member_id
FROM tables
WHERE unknown OR refused > 0
UNION ALL
SELECT NULL, NULL, NULL, m.state, m.errno, m.snapshot_id, m.member_id
FROM (VALUES ('tcp', 'tcp'), ('tcp6', 'tcp'), ('udp', 'udp'), ('udp6', 'udp6'), ('udplite', 'udplite'), ('udplite6', 'udplite6'),
             ('raw', 'raw'), ('raw6', 'raw6'), ('icmp', NULL), ('icmp6', NULL), ('unix', 'unix'), ('netlink', 'netlink'),
             ('packet', 'packet'), ('sctp/eps', 'sctp'), ('sctp/assocs', 'sctp'), ('pfkey', NULL), ('l2cap', NULL), ('hci', NULL),
             ('sco', NULL), ('rfcomm', NULL), ('bnep', NULL), ('cmtp', NULL), ('hidp', NULL), ('iso', NULL), ('x25/socket', NULL),
             ('nr', NULL), ('rose', NULL), ('llc/socket', NULL), ('atalk/socket', NULL), ('phonet', NULL)) AS f
JOIN members AS m
JOIN problems AS p ON p.snapshot_id = m.snapshot_id AND p.member_id = m.member_id AND p.line = 1 -- its header
WHERE m.path >= 'net/' AND m.path < 'net0'
  AND substr(m.path, 5 + instr(substr(m.path, 5), '/')) IN ('before/' || f.column1, 'after/' || f.column1)
  AND NOT EXISTS (SELECT 1 FROM members AS d
                  WHERE d.snapshot_id = m.snapshot_id AND d.state IN ('ok', 'empty') AND d.verified
                    AND d.path = substr(m.path, 1, length(m.path) - length(f.column1)) || 'diag/' || f.column2);

CREATE VIEW process_sightings (
    -- A process, and which ways of looking for processes showed it: 1 yes, 0 no, NULL where collect could not look that way. The ways looked one after the other, so that a process that came or went meanwhile is in some and not in others: hidden says of which that is not the reason.
    pid, -- process
    name, -- name of its first thread
    starttime, -- start in clock ticks after boot
    listed, -- the visible /proc lists it; 0 alone does not mean that it hides
    opened, -- /proc/PID can be opened
    known, -- the kernel answers for the number
    private, -- a procfs of collect's own lists it
    cgroups, -- it stands in a cgroup.procs
    snapshot_id, -- the snapshot
    covered, -- 1 where something is mounted over its /proc/PID, or over a file below: see process_covers
    hidden -- 1 where the visible /proc does not list it although it was there before and after: it had started a tenth of a second before the last listing began, and was read after that had ended; 0 where it is listed, had ended before it could be read, or started later; NULL where that cannot be told, as of a process that may not be read
) AS
WITH
seen AS (
    SELECT v.snapshot_id, v.pid, max(v.comm) AS name, max(v.starttime) AS starttime, max(v.view = 'listed') AS listed,
           max(v.view = 'opened') AS opened, max(v.view = 'known') AS known, max(v.view = 'private') AS private,
           max(v.view = 'cgroups') AS cgroups
    FROM process_views AS v
    GROUP BY v.snapshot_id, v.pid
),
-- Where a way could look everywhere, whom it did not show it did not find.
looked AS (
    SELECT s.snapshot_id, s.pid, s.name, s.starttime,
           iif(s.listed, 1, (SELECT 0 FROM members AS m WHERE m.snapshot_id = s.snapshot_id AND m.path = 'views/listed' AND m.state IN ('ok', 'empty'))) AS listed,
           iif(s.opened, 1, (SELECT 0 FROM members AS m WHERE m.snapshot_id = s.snapshot_id AND m.path = 'views/opened' AND m.state IN ('ok', 'empty'))) AS opened,
           iif(s.known, 1, (SELECT 0 FROM members AS m WHERE m.snapshot_id = s.snapshot_id AND m.path = 'views/known' AND m.state IN ('ok', 'empty'))) AS known,
           iif(s.private, 1, (SELECT 0 FROM members AS m WHERE m.snapshot_id = s.snapshot_id AND m.path = 'views/private' AND m.state IN ('ok', 'empty'))) AS private,
           iif(s.cgroups, 1, (SELECT 0 FROM members AS m WHERE m.snapshot_id = s.snapshot_id AND m.path = 'views/cgroups' AND m.state IN ('ok', 'empty'))) AS cgroups
    FROM seen AS s
)
SELECT l.pid, l.name, l.starttime, l.listed, l.opened, l.known, l.private, l.cgroups, l.snapshot_id,
       EXISTS (SELECT 1 FROM members AS m
               WHERE m.snapshot_id = l.snapshot_id AND m.path > 'proc/' || l.pid || '/visible/'
                 AND m.path < 'proc/' || l.pid || '/visible0'), -- '0' is the byte behind '/'
       CASE l.listed
       WHEN 1 THEN 0
       WHEN 0 THEN
           -- Nanoseconds after boot: of its start, and of the listing, by way of meta.json, which was written by both clocks.
           (SELECT CASE
                   WHEN t.start > t.listing + t.took_ns THEN 0
                   WHEN t.start < t.listing - 100000000
                        AND EXISTS (SELECT 1 FROM members AS m
                                    WHERE m.snapshot_id = l.snapshot_id AND m.path > 'proc/' || l.pid || '/'
                                      AND m.path < 'proc/' || l.pid || '0' AND m.path NOT GLOB 'proc/*/visible/*'
                                      AND m.state = 'ok' AND m.monotonic_ns > t.monotonic_ns + t.took_ns) THEN 1
                   WHEN EXISTS (SELECT 1 FROM members AS m
                                WHERE m.snapshot_id = l.snapshot_id AND m.path = 'proc/' || l.pid || '/stat'
                                  AND m.state = 'vanished') THEN 0
                   END
            FROM (SELECT l.starttime * (1000000000 / n.clock_ticks) AS start,
                         first.started_ns - n.booted_ns + view.monotonic_ns - first.monotonic_ns AS listing,
                         view.monotonic_ns, view.took_ns
                  FROM snapshots AS n
                  JOIN members AS first ON first.snapshot_id = n.snapshot_id AND first.path = 'meta.json'
                  JOIN members AS view ON view.snapshot_id = n.snapshot_id AND view.path = 'views/listed'
                  WHERE n.snapshot_id = l.snapshot_id) AS t)
       END
FROM looked AS l;

CREATE VIEW process_covers (
    -- A file of a process over whose /proc/PID something is mounted: what everybody else is shown, against what collect's own procfs gave.
    pid, -- process
    file, -- path below /proc/PID
    visible_state, -- state of the member that holds what the mount shows: absent where it has no such file
    state, -- state of the true one; NULL where collect has none
    same, -- 1 when the bytes are the same, 0 when not, NULL when one of them is missing; those of stat, status and io change by themselves
    visible_member_id, -- what the mount shows
    member_id, -- the true one
    snapshot_id -- the snapshot
) AS
SELECT CAST(substr(v.path, 6) AS INTEGER), substr(v.path, instr(v.path, '/visible/') + 9), v.state, t.state,
       v.sha256 = t.sha256, v.member_id, t.member_id, v.snapshot_id
FROM members AS v
LEFT JOIN members AS t
  ON t.snapshot_id = v.snapshot_id AND t.path = replace(v.path, '/visible/', '/')
WHERE v.path GLOB 'proc/[0-9]*/visible/?*';

CREATE VIEW proc_mounts (
    -- A mount over a path below /proc, or over /proc itself, as containers make them to hide files, and others to hide processes.
    path, -- mount point, as the processes of that mount namespace see it
    covered_pid, -- process whose /proc/PID, or a file below, it covers; NULL when it covers no process
    fs_type, -- type of the file system
    root, -- directory or file of it that is mounted
    mount_source, -- device or name
    mnt_namespace, -- inode number of the mount namespace; NULL when not known
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT m.mount_point, CAST(nullif(CAST(substr(m.mount_point, 7) AS INTEGER), 0) AS INTEGER), m.fs_type, m.root, m.mount_source,
       l.inode, m.snapshot_id, m.member_id, m.line
FROM mountinfo AS m
LEFT JOIN process_links AS l
  ON l.snapshot_id = m.snapshot_id AND l.pid = m.pid AND l.tid = m.pid AND l.link = 'ns/mnt'
WHERE (m.mount_point GLOB '/proc/?*'
       OR (m.mount_point = '/proc'
           AND (m.fs_type <> 'proc' OR m.root <> '/'
                OR EXISTS (SELECT 1 FROM mountinfo AS p
                           WHERE p.snapshot_id = m.snapshot_id AND p.member_id = m.member_id AND p.mount_point = '/proc'
                             AND p.mount_id = m.parent_id))))
  -- A part of a procfs over itself, as containers do to make it read-only, covers nothing.
  AND NOT (m.fs_type = 'proc' AND '/proc' || m.root = m.mount_point
           AND EXISTS (SELECT 1 FROM mountinfo AS p
                       WHERE p.snapshot_id = m.snapshot_id AND p.member_id = m.member_id AND p.mount_point = '/proc'
                         AND p.device = m.device));
