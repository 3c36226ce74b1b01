-- Snapshots and the archives that they came in: who took a snapshot, of which host, what is in it and what is missing.
--
-- These rules hold for every file here:
--
-- A file has one subject: the tables, and behind them the views that are made of them.  The first comment inside a table or a
-- view describes it, the comment behind a column that column; `analyze schema` is printed from them.
--
-- Tables of rows that were read from a member have the key (snapshot_id, member_id, line): the place of its bytes
-- in the archive identifies a row, rows arrive in that order, and the rows of one snapshot lie together.  `line` of a netlink dump is the
-- ordinal of the message in the member, from 1; what a message says several times has a table of its own, with one more key column.
-- Where most rows are the same in each snapshot of a host, they are in a table NAME_rows with the key (content_id, line), and NAME is a view
-- with these three columns and the others: see contents.
-- Text is the bytes of the host as they were, even where they are not UTF-8.  Numbers are the kernel's own, with its names for
-- them in the comments.  A column is NULL where the kernel did not print it or gave no attribute for it: it is too old, was not
-- asked, does not allow it, or the column has no meaning for the row.
--
-- Where osquery has a table with the name of a view, its columns come first, with its types and its values; ours come after them.
-- Where osquery reads a value wrongly, ours is right, and the comment says so.  A column that is never NULL in osquery is never
-- NULL here: state <> 'LISTEN' must not drop a socket without a state.  What is not known has osquery's word for that (-1, 0, UNKNOWN, empty
-- text); tests/analyze/schema/osquery_nulls.txt lists the columns where it has no such word.  What the host does not have is empty
-- text, as in osquery (codename <> 'trixie').
--
-- A computed column of a view that osquery declares as a number is cast to INTEGER.  Only that gives it the affinity
-- with which port = '22' finds 22, and with which SQLite makes an index for a join.  Each part of a UNION also casts the
-- numbers that it does not have, since a comparison with text takes the affinity of any part.  A text that may be a number alone is cast to TEXT,
-- so that it is compared with one: current_value = 1.  A plus before a column keeps the planner from thinking that the condition
-- selects much.

CREATE TABLE snapshots (
    -- A run of collect, from the archive that holds most of it.  archives has every archive that was loaded.
    snapshot_id INTEGER PRIMARY KEY, -- number of the snapshot in this database
    host TEXT, -- node name of the captured host, a label: several hosts may share it, and a host may change it; snapshot_hosts tells hosts apart
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
    pid_namespace INTEGER, -- inode number of the pid namespace that collect ran in, 4026531836 for the first one of a host
    result TEXT NOT NULL, -- complete, partial or interrupted as collect said; cut when the archive has no end record
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)), -- 1 when collect said complete and every byte verified
    directory TEXT NOT NULL, -- top directory in the archive
    archive_name TEXT NOT NULL, -- file name it was loaded from, - for standard input, of which nothing else is kept
    archive_bytes INTEGER NOT NULL, -- size of the archive as loaded: as far as it was read, where a problem says that it goes on
    archive_sha256 TEXT NOT NULL UNIQUE, -- digest of these bytes
    loaded_at TEXT NOT NULL, -- when it was loaded, ISO 8601, UTC, by the clock of the analyst's machine
    meta TEXT, -- meta.json, whole
    meta_sha256 TEXT -- digest of meta.json, which identifies the snapshot because meta.json has the clocks of the start in nanoseconds.  Two snapshots with one digest contradict each other: see problems
) STRICT;
CREATE INDEX snapshots_by_meta ON snapshots (meta_sha256);

CREATE TABLE archives (
    -- An archive that was loaded. A snapshot may have several, compressed or cut in different ways. The tables hold the content of the archive that snapshots.archive_sha256 names; no other archive of the snapshot has more.
    archive_sha256 TEXT PRIMARY KEY, -- digest of the file
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot that it holds, or a part of
    archive_name TEXT NOT NULL, -- file name it was loaded from, - for standard input, of which nothing else is kept
    archive_bytes INTEGER NOT NULL, -- size of the file
    result TEXT NOT NULL, -- complete, partial or interrupted as collect said; cut when this archive has no end record
    verified INTEGER NOT NULL, -- members of it that verified
    problems INTEGER NOT NULL, -- number of problems of the archive itself: 0 when every byte of it verified
    confined TEXT, -- what held the program that read it, should the archive have taken it over: no_new_privs, rlimits, Landlock, seccomp; behind a semicolon what the analyst's machine lacks of these
    loaded_at TEXT NOT NULL -- when it was loaded, ISO 8601, UTC, by the clock of the analyst's machine
) STRICT, WITHOUT ROWID;
CREATE INDEX archives_by_snapshot ON archives (snapshot_id);

CREATE TABLE manifest_segments (
    -- A valid segment of the manifest. Its digest covers the segments before it: snapshots that agree in one segment agree in all segments before it.
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

CREATE TABLE contents (
    -- What rows follow from: bytes, and how they are read. Members that have the same content have the same rows, which are in the database once, in the tables of content_kinds; the views of these tables show them for each member.
    content_id INTEGER PRIMARY KEY, -- number of the content in this database
    sha256 TEXT, -- digest of the bytes; NULL for a content of one member, which is shared with no other: it does not verify, or reading it gave a problem
    reading TEXT NOT NULL, -- what else the rows follow from: format, digest of the source of all formats, byte order and word size of the host, whether it was cut or goes on, and the words of the member's path
    row_count INTEGER NOT NULL, -- how many rows reading it gives
    UNIQUE (sha256, reading)
) STRICT;

CREATE TABLE content_kinds (
    -- The tables whose rows belong to a content, not to a member.
    kind INTEGER PRIMARY KEY, -- number of the table in member_contents
    name TEXT NOT NULL -- the view of the rows; the table has _rows behind it
) STRICT;
INSERT INTO content_kinds (kind, name) VALUES
    (1, 'process_environment'),
    (2, 'process_limits'),
    (3, 'process_cgroups'),
    (4, 'process_id_maps'),
    (5, 'process_maps'),
    (6, 'process_fdinfo'),
    (7, 'net_counters'),
    (8, 'services_file'),
    (9, 'protocols_file');

CREATE TABLE member_contents (
    -- Which content a member has, for each table that shows rows of it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    kind INTEGER NOT NULL REFERENCES content_kinds, -- the table
    pid INTEGER NOT NULL, -- process that the member is of; 0 for none
    tid INTEGER NOT NULL, -- thread that it is of; the pid for the process itself
    member_id INTEGER NOT NULL REFERENCES members, -- the member
    content_id INTEGER NOT NULL REFERENCES contents, -- the content
    PRIMARY KEY (snapshot_id, kind, pid, tid, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_contents_by_content ON member_contents (content_id, kind, snapshot_id);

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
    -- A file with more columns than analyze knows: some vendors add columns to the kernel's tables, and so do newer kernels. Nothing is lost: the known columns are in the file's own table, the rest of each line is in unknown_values.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- the file
    line INTEGER NOT NULL, -- line of the header; without names, the first line that has more words
    names TEXT, -- their names, as the header has them; NULL where no header names them
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE unknown_values (
    -- The rest of a line of such a file, behind the columns that analyze knows. It belongs to the row with the same member and line.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- the file
    line INTEGER NOT NULL, -- line of that member
    text TEXT NOT NULL, -- the words, as they are
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW unread_tables (
    -- A table that was not read whole, so that it may hold a socket or its owner: the descriptors of a process (a descriptor that is read-only or write-only is no socket), or the sockets of a namespace, where the header is not known and no dump stands in.
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
           -- When a process could not be entered, collect attempted nothing more of it.
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
