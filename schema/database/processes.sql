-- Processes: what /proc/PID says of each and of its threads, and the opt-in members (environ, maps, exe-hash).

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
CREATE INDEX process_links_by_program ON process_links (target, snapshot_id, pid, tid) WHERE link = 'exe';
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
    tpgid INTEGER, -- foreground process group of its terminal; -1 without a terminal
    processor INTEGER, -- processor that it ran on last
    rt_priority INTEGER, -- real-time priority: 1 to 99, 0 for a task of another policy
    policy INTEGER, -- SCHED_*: 0 other, 1 fifo, 2 rr, 3 batch, 5 idle, 6 deadline, 7 ext
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
    vm_swap INTEGER, -- VmSwap in bytes: memory in swap; NULL for a kernel thread, as the three below
    rss_anon INTEGER, -- RssAnon in bytes: resident memory without a file; NULL before Linux 4.5, as the two below
    rss_file INTEGER, -- RssFile in bytes: resident memory of files
    rss_shmem INTEGER, -- RssShmem in bytes: resident shared memory, tmpfs and memfd included
    cpus_allowed_list TEXT, -- processors that it may run on, as 0-3,8
    voluntary_ctxt_switches INTEGER, -- how often it gave up the processor, to wait for something
    nonvoluntary_ctxt_switches INTEGER, -- how often it lost the processor to another task
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
    first_argument TEXT, -- the first argument of cmdline, whole, which may have spaces itself; NULL for the other files
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_values_by_pid ON process_values (snapshot_id, pid, file);

CREATE TABLE process_cgroups_rows (
    -- The rows of process_cgroups, once for all members that have the same content.
    content_id INTEGER NOT NULL REFERENCES contents, -- the content
    line INTEGER NOT NULL, -- line of the member
    hierarchy INTEGER NOT NULL, -- as there
    controllers TEXT NOT NULL, -- as there
    cgroup_path TEXT NOT NULL, -- as there
    PRIMARY KEY (content_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW process_cgroups (
    -- A line of /proc/PID/cgroup.
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of the member
    pid, -- process
    hierarchy, -- hierarchy number; 0 is cgroup v2
    controllers, -- controllers, separated by commas; empty for cgroup v2
    cgroup_path -- path in the hierarchy
) AS
SELECT m.snapshot_id, m.member_id, r.line, m.pid, r.hierarchy, r.controllers, r.cgroup_path
FROM member_contents AS m
JOIN process_cgroups_rows AS r ON r.content_id = m.content_id
WHERE m.kind = 3;

CREATE TABLE process_limits_rows (
    -- The rows of process_limits, once for all members that have the same content.
    content_id INTEGER NOT NULL REFERENCES contents, -- the content
    line INTEGER NOT NULL, -- line of the member
    resource TEXT NOT NULL, -- as there
    soft INTEGER, -- as there
    hard INTEGER, -- as there
    units TEXT, -- as there
    PRIMARY KEY (content_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW process_limits (
    -- A line of /proc/PID/limits.
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of the member
    pid, -- process
    resource, -- as printed: Max open files, …
    soft, -- soft limit; NULL is unlimited; negative above 2^63 - 1, as all 64-bit numbers
    hard, -- hard limit, likewise
    units -- as printed: bytes, files, …
) AS
SELECT m.snapshot_id, m.member_id, r.line, m.pid, r.resource, r.soft, r.hard, r.units
FROM member_contents AS m
JOIN process_limits_rows AS r ON r.content_id = m.content_id
WHERE m.kind = 2;

CREATE TABLE process_id_maps_rows (
    -- The rows of process_id_maps, once for all members that have the same content.
    content_id INTEGER NOT NULL REFERENCES contents, -- the content
    line INTEGER NOT NULL, -- line of the member
    file TEXT NOT NULL, -- as there
    inside INTEGER NOT NULL, -- as there
    outside INTEGER NOT NULL, -- as there
    count INTEGER NOT NULL, -- as there
    PRIMARY KEY (content_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW process_id_maps (
    -- A line of /proc/PID/uid_map or gid_map: how ids of its user namespace map to ids outside.
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of the member
    pid, -- process
    file, -- uid_map or gid_map
    inside, -- first id in the namespace
    outside, -- first id in the user namespace that collect ran in; 4294967295 where it has none
    count -- how many, from there
) AS
SELECT m.snapshot_id, m.member_id, r.line, m.pid, r.file, r.inside, r.outside, r.count
FROM member_contents AS m
JOIN process_id_maps_rows AS r ON r.content_id = m.content_id
WHERE m.kind = 4;

CREATE TABLE process_environment_rows (
    -- The rows of process_environment, once for all members that have the same content.
    content_id INTEGER NOT NULL REFERENCES contents, -- the content
    line INTEGER NOT NULL, -- ordinal of the text between two NULs of the member
    key TEXT NOT NULL, -- as there
    value TEXT, -- as there
    PRIMARY KEY (content_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW process_environment (
    -- A variable of /proc/PID/environ: the environment that the process was started with, unless it wrote over it (collect --environ).
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- ordinal of the text between two NULs of the member
    pid, -- process
    key, -- what stands before the first =
    value -- what stands behind it; NULL where there is no =
) AS
SELECT m.snapshot_id, m.member_id, r.line, m.pid, r.key, r.value
FROM member_contents AS m
JOIN process_environment_rows AS r ON r.content_id = m.content_id
WHERE m.kind = 1;

CREATE TABLE process_maps_rows (
    -- The rows of process_maps, once for all members that have the same content.
    content_id INTEGER NOT NULL REFERENCES contents, -- the content
    line INTEGER NOT NULL, -- line of the member
    start_address TEXT NOT NULL, -- as there
    end_address TEXT NOT NULL, -- as there
    size INTEGER NOT NULL, -- as there
    permissions TEXT NOT NULL, -- as there
    file_offset INTEGER NOT NULL, -- as there
    device TEXT NOT NULL, -- as there
    inode INTEGER NOT NULL, -- as there
    path TEXT, -- as there
    PRIMARY KEY (content_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW process_maps (
    -- A line of /proc/PID/maps (collect --maps).
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of the member
    pid, -- process
    start_address, -- first address, hex as printed
    end_address, -- address behind the last, hex as printed
    size, -- bytes
    permissions, -- r, w, x, and p private or s shared
    file_offset, -- offset in the file
    device, -- major:minor of the file, hex as printed
    inode, -- inode of the file; 0 for memory without one
    path -- the file, [heap], [stack], socket:[N], …, as printed (a newline as \012); NULL for memory without a name
) AS
SELECT m.snapshot_id, m.member_id, r.line, m.pid, r.start_address, r.end_address, r.size, r.permissions, r.file_offset, r.device, r.inode,
       r.path
FROM member_contents AS m
JOIN process_maps_rows AS r ON r.content_id = m.content_id
WHERE m.kind = 5;

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

CREATE VIEW process_ancestors (
    -- A process and one of its ancestors, up to 128 of them: more have been seen only where somebody made them, and without a bound a chain of 30,000 processes would make 450 million rows. ends says why there is none above. Ask with a condition on pid where you can: only the chain of that process is walked then. A condition on ancestor_pid walks the chains of all processes.
    pid, -- process
    ancestor_pid, -- parent, its parent, and so on
    distance, -- 1 for the parent, 2 for its parent
    name, -- name of the process
    ancestor_name, -- name of the ancestor
    ends, -- why the chain ends with this ancestor, NULL where it goes on: root (it has no parent in the pid namespace that collect ran in), not_captured (its parent is not in the snapshot), younger (the process with the number of its parent started later, so it is another one), loop (its parent is below it: the snapshot is forged), limit (it goes on, and 128 were walked)
    snapshot_id, -- the snapshot
    starttime, -- start of the process in clock ticks after boot
    ancestor_starttime, -- start of the ancestor in clock ticks after boot
    member_id, -- where stat of the process was read
    ancestor_member_id -- where stat of the ancestor was read
) AS
-- A chain is walked in a subquery of its own, since SQLite hands no condition down into a recursive view.  UNION drops a process that
-- came before, and so ends a loop.  A process that is younger than its child is no parent: its number was used again.
SELECT s.pid, a.pid, CAST(e.key AS INTEGER), s.comm, a.comm,
       CASE WHEN substr(e.json, -length(e.value) - 2) <> ',' || e.value || ']' THEN NULL
            WHEN a.ppid = 0 THEN 'root'
            WHEN e.key = 128 THEN 'limit'
            ELSE coalesce((SELECT iif(p.starttime > a.starttime, 'younger', 'loop') FROM process_stat AS p
                           WHERE p.snapshot_id = a.snapshot_id AND p.pid = a.ppid AND p.tid = a.ppid), 'not_captured') END,
       s.snapshot_id, s.starttime, a.starttime, s.member_id, a.member_id
FROM process_stat AS s
CROSS JOIN json_each((
    WITH RECURSIVE up (pid, ppid, starttime) AS (
        SELECT s.pid, s.ppid, s.starttime
        UNION
        SELECT p.pid, p.ppid, p.starttime
        FROM up CROSS JOIN process_stat AS p
        WHERE p.snapshot_id = s.snapshot_id AND p.pid = up.ppid AND p.tid = up.ppid AND p.starttime <= up.starttime
        LIMIT 129
    )
    SELECT '[' || group_concat(up.pid) || ']' FROM up)) AS e
CROSS JOIN process_stat AS a
WHERE s.tid = s.pid AND e.key > 0 AND a.snapshot_id = s.snapshot_id AND a.pid = e.value AND a.tid = e.value;

CREATE VIEW capability_names (
    -- A capability that Linux has a name for (include/uapi/linux/capability.h, as of 6.18).
    bit, -- its number
    name -- its name, as capabilities(7) has it, in small letters
) AS
WITH names (bit, name) AS (
    VALUES (0, 'cap_chown'), (1, 'cap_dac_override'), (2, 'cap_dac_read_search'), (3, 'cap_fowner'), (4, 'cap_fsetid'),
           (5, 'cap_kill'), (6, 'cap_setgid'), (7, 'cap_setuid'), (8, 'cap_setpcap'), (9, 'cap_linux_immutable'),
           (10, 'cap_net_bind_service'), (11, 'cap_net_broadcast'), (12, 'cap_net_admin'), (13, 'cap_net_raw'),
           (14, 'cap_ipc_lock'), (15, 'cap_ipc_owner'), (16, 'cap_sys_module'), (17, 'cap_sys_rawio'), (18, 'cap_sys_chroot'),
           (19, 'cap_sys_ptrace'), (20, 'cap_sys_pacct'), (21, 'cap_sys_admin'), (22, 'cap_sys_boot'), (23, 'cap_sys_nice'),
           (24, 'cap_sys_resource'), (25, 'cap_sys_time'), (26, 'cap_sys_tty_config'), (27, 'cap_mknod'), (28, 'cap_lease'),
           (29, 'cap_audit_write'), (30, 'cap_audit_control'), (31, 'cap_setfcap'), (32, 'cap_mac_override'),
           (33, 'cap_mac_admin'), (34, 'cap_syslog'), (35, 'cap_wake_alarm'), (36, 'cap_block_suspend'),
           (37, 'cap_audit_read'), (38, 'cap_perfmon'), (39, 'cap_bpf'), (40, 'cap_checkpoint_restore')
)
SELECT bit, name FROM names;

CREATE VIEW process_capabilities (
    -- A capability that a process, or a thread that acts as another user, has in one of its sets.
    pid, -- process
    tid, -- thread; the pid for the process itself
    capability_set, -- effective, permitted, inheritable, bounding or ambient
    capability, -- name, as cap_net_raw; the number of one that has none here
    snapshot_id, -- the snapshot
    member_id, -- where the set was read
    line -- line of that member
) AS
WITH digits (position) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15))
SELECT s.pid, s.tid, s.capability_set, coalesce(n.name, CAST(s.position * 4 + b.bit AS TEXT)), s.snapshot_id, s.member_id, s.line
FROM (SELECT t.*, d.position, instr('0123456789abcdef', substr(t.bits, -1 - d.position, 1)) - 1 AS digit
      FROM (SELECT snapshot_id, member_id, line, pid, tid, 'effective' AS capability_set, cap_eff AS bits FROM process_status
            UNION ALL SELECT snapshot_id, member_id, line, pid, tid, 'permitted', cap_prm FROM process_status
            UNION ALL SELECT snapshot_id, member_id, line, pid, tid, 'inheritable', cap_inh FROM process_status
            UNION ALL SELECT snapshot_id, member_id, line, pid, tid, 'bounding', cap_bnd FROM process_status
            UNION ALL SELECT snapshot_id, member_id, line, pid, tid, 'ambient', cap_amb FROM process_status) AS t
      JOIN digits AS d ON d.position < length(t.bits)) AS s
JOIN (SELECT 0 AS bit UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) AS b ON s.digit >> b.bit & 1
LEFT JOIN capability_names AS n ON n.bit = s.position * 4 + b.bit;

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
