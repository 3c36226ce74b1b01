-- The host as a whole: its kernel, processors, memory, devices and settings.  What a snapshot cannot know is NULL in the views
-- where osquery has no word for that, and the comment says why.

CREATE TABLE host_values (
    -- A file of the host that holds one text.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    file TEXT NOT NULL, -- version and cmdline of /proc, hostname, machine-id, redhat-release and gentoo-release of /etc, kernel/cpu_byteorder and kernel/uevent_helper of /sys
    value TEXT NOT NULL, -- content without the newline at its end
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX host_values_by_file ON host_values (snapshot_id, file);

CREATE TABLE sysctls (
    -- A file below /proc/sys.  Those of net/ are of the network namespace that collect ran in.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    name TEXT NOT NULL, -- path below /proc/sys: net/ipv4/ip_forward
    value TEXT NOT NULL, -- content without the newline at its end; several numbers are parted by tabs
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX sysctls_by_name ON sysctls (snapshot_id, name);

CREATE TABLE host_counters (
    -- A number of /proc/meminfo, /proc/stat or /proc/sys/fs/file-nr.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    file TEXT NOT NULL, -- meminfo, stat or sys/fs/file-nr
    key TEXT NOT NULL, -- what stands before it: MemTotal, ctxt, btime, processes, intr, …; of file-nr allocated, free and maximum
    item INTEGER NOT NULL, -- which number of the line, from 0; intr and softirq have the total first, and zeros behind it have no row; Mem and Swap of Linux 2.4 have total, used, free, shared, buffers and cached, in bytes
    value INTEGER NOT NULL, -- the number
    unit TEXT, -- as printed: kB (1,024 bytes); NULL where nothing is printed
    PRIMARY KEY (snapshot_id, member_id, line, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX host_counters_by_key ON host_counters (snapshot_id, file, key, item);

CREATE TABLE proc_stat_cpus (
    -- A line cpu of /proc/stat: clock ticks since boot.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    cpu INTEGER, -- processor; NULL for the sum of all
    user INTEGER NOT NULL, -- in user mode
    nice INTEGER NOT NULL, -- in user mode with a nice value
    system INTEGER NOT NULL, -- in kernel mode
    idle INTEGER NOT NULL, -- idle
    iowait INTEGER, -- idle while input or output was awaited
    irq INTEGER, -- in interrupts
    softirq INTEGER, -- in soft interrupts
    steal INTEGER, -- when another guest of the hypervisor ran; NULL before Linux 2.6.11
    guest INTEGER, -- running guests, also counted as user; NULL before Linux 2.6.24
    guest_nice INTEGER, -- running guests with a nice value, also counted as nice; NULL before Linux 2.6.33
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_cpuinfo (
    -- A line of /proc/cpuinfo.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    processor INTEGER, -- the processor it is about; NULL for the whole machine
    key TEXT NOT NULL, -- what stands before the colon: model name, flags, …
    value TEXT NOT NULL, -- what stands behind it
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX proc_cpuinfo_by_key ON proc_cpuinfo (snapshot_id, key, processor);

CREATE TABLE proc_loadavg (
    -- /proc/loadavg.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    load_1m INTEGER NOT NULL, -- load of the last minute, hundredths
    load_5m INTEGER NOT NULL, -- load of the last 5 minutes, hundredths
    load_15m INTEGER NOT NULL, -- load of the last 15 minutes, hundredths
    running INTEGER NOT NULL, -- threads that run or wait for a processor
    threads INTEGER NOT NULL, -- threads that exist
    last_pid INTEGER NOT NULL, -- the process or thread that was made last
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_uptime (
    -- /proc/uptime.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    up INTEGER NOT NULL, -- time since boot, hundredths of a second
    idle INTEGER NOT NULL, -- idle time of all processors, hundredths of a second
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_modules (
    -- A line of /proc/modules: a loaded module that does not hide.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    name TEXT NOT NULL, -- name of the module
    size INTEGER NOT NULL, -- bytes of memory
    ref_count INTEGER, -- users; NULL where modules cannot be unloaded
    used_by TEXT NOT NULL, -- modules that use it, each with a comma behind it; [permanent], when it cannot go; - for none
    state TEXT NOT NULL, -- Live, Loading or Unloading
    address TEXT NOT NULL, -- where it is loaded; zeros when the kernel does not tell
    taints TEXT, -- letters in parentheses: (O) built outside the kernel's tree, (E) unsigned, …; NULL for none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE kernel_arguments (
    -- An argument of the kernel: a word of /proc/cmdline, which is whole in host_values.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    item INTEGER NOT NULL, -- which word, from 0
    argument TEXT NOT NULL, -- as printed
    PRIMARY KEY (snapshot_id, member_id, line, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_swaps (
    -- A line of /proc/swaps.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    path TEXT NOT NULL, -- device or file
    type TEXT NOT NULL, -- partition or file
    size INTEGER NOT NULL, -- kB
    used INTEGER NOT NULL, -- kB
    priority INTEGER NOT NULL, -- the higher is used first
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_partitions (
    -- A line of /proc/partitions: a block device or a part of one.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    major INTEGER NOT NULL, -- major number
    minor INTEGER NOT NULL, -- minor number
    blocks INTEGER NOT NULL, -- size in blocks of 1,024 bytes
    name TEXT NOT NULL, -- name of the device
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_filesystems (
    -- A line of /proc/filesystems: a type of file system that the kernel knows.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    name TEXT NOT NULL, -- name of the type
    nodev INTEGER NOT NULL, -- 1 when it needs no block device
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_devices (
    -- A line of /proc/devices or /proc/misc: a registered device number.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    kind TEXT NOT NULL, -- character, block, or misc: below character major 10
    number INTEGER NOT NULL, -- major number; of a misc device the minor one
    name TEXT NOT NULL, -- name of the driver
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE nfsd_ports (
    -- A socket of the NFS server in the kernel: a line of /proc/fs/nfsd/portlist, of the network namespace in which that was mounted.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    protocol TEXT NOT NULL, -- tcp, udp, rdma
    port INTEGER NOT NULL, -- port
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_locks (
    -- A line of /proc/locks: a lock on a file, or a process that waits for one.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    lock INTEGER NOT NULL, -- number of the lock in this file; who waits has the number of what he waits for
    blocked INTEGER NOT NULL, -- 1 for who waits
    kind TEXT NOT NULL, -- POSIX, OFDLCK, FLOCK, LEASE, DELEG, ACCESS
    mode TEXT NOT NULL, -- ADVISORY, MANDATORY, …; of a lease ACTIVE, BREAKING or BREAKER
    access TEXT NOT NULL, -- READ, WRITE, UNLCK, …
    pid INTEGER NOT NULL, -- process that locked it; -1 for a lock of an open file
    device TEXT, -- major:minor of the file system, hex as printed; NULL when the file is not known
    inode INTEGER NOT NULL, -- inode of the file; 0 when it is not known
    first INTEGER NOT NULL, -- first byte
    last INTEGER, -- last byte; NULL is the end of the file
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX proc_locks_by_pid ON proc_locks (snapshot_id, pid);

CREATE TABLE proc_sysvipc_shm (
    -- A row of /proc/sysvipc/shm: a segment of shared memory of the IPC namespace that collect ran in.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    key INTEGER NOT NULL, -- key, a signed number of 32 bits; 0 IPC_PRIVATE
    shmid INTEGER NOT NULL, -- identifier
    mode INTEGER NOT NULL, -- permissions; 512 it goes with its last user, 1024 locked in memory
    uid INTEGER NOT NULL, -- owner
    gid INTEGER NOT NULL, -- group
    cuid INTEGER NOT NULL, -- user who made it
    cgid INTEGER NOT NULL, -- group that made it
    size INTEGER NOT NULL, -- bytes
    cpid INTEGER NOT NULL, -- process that made it, 0 when it is of another pid namespace
    lpid INTEGER NOT NULL, -- process that attached or detached it last, 0 none
    nattch INTEGER NOT NULL, -- times that it is attached
    atime INTEGER NOT NULL, -- last attached, seconds since the epoch, 0 never
    dtime INTEGER NOT NULL, -- last detached
    ctime INTEGER NOT NULL, -- made, or permissions changed
    rss INTEGER, -- bytes in memory; NULL before Linux 2.6.36
    swap INTEGER, -- bytes in swap; NULL before Linux 2.6.36
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_sysvipc_sem (
    -- A row of /proc/sysvipc/sem: a set of semaphores of the IPC namespace that collect ran in.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    key INTEGER NOT NULL, -- key, a signed number of 32 bits; 0 IPC_PRIVATE
    semid INTEGER NOT NULL, -- identifier
    mode INTEGER NOT NULL, -- permissions
    uid INTEGER NOT NULL, -- owner
    gid INTEGER NOT NULL, -- group
    cuid INTEGER NOT NULL, -- user who made it
    cgid INTEGER NOT NULL, -- group that made it
    nsems INTEGER NOT NULL, -- semaphores
    otime INTEGER NOT NULL, -- last used, seconds since the epoch, 0 never
    ctime INTEGER NOT NULL, -- made, or permissions changed
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_sysvipc_msg (
    -- A row of /proc/sysvipc/msg: a message queue of the IPC namespace that collect ran in.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    key INTEGER NOT NULL, -- key, a signed number of 32 bits; 0 IPC_PRIVATE
    msqid INTEGER NOT NULL, -- identifier
    mode INTEGER NOT NULL, -- permissions
    uid INTEGER NOT NULL, -- owner
    gid INTEGER NOT NULL, -- group
    cuid INTEGER NOT NULL, -- user who made it
    cgid INTEGER NOT NULL, -- group that made it
    cbytes INTEGER NOT NULL, -- bytes in it
    qnum INTEGER NOT NULL, -- messages in it
    lspid INTEGER NOT NULL, -- process that sent last, 0 none
    lrpid INTEGER NOT NULL, -- process that received last, 0 none
    stime INTEGER NOT NULL, -- last sent, seconds since the epoch, 0 never
    rtime INTEGER NOT NULL, -- last received
    ctime INTEGER NOT NULL, -- made, or permissions changed
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_cgroups (
    -- A row of /proc/cgroups: a cgroup controller of the kernel.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    controller TEXT NOT NULL, -- controller
    hierarchy INTEGER NOT NULL, -- hierarchy that has it, as in process_cgroups; 0 that of cgroup v2, or none
    num_cgroups INTEGER NOT NULL, -- cgroups in that hierarchy
    enabled INTEGER NOT NULL, -- 0 when it was switched off at boot
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE os_release (
    -- A line of /etc/os-release.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    key TEXT NOT NULL, -- NAME, VERSION_ID, …
    value TEXT NOT NULL, -- without its quotes
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX os_release_by_key ON os_release (snapshot_id, key);

CREATE TABLE ld_so_preload (
    -- A library of /etc/ld.so.preload, which is loaded into every program that is linked dynamically.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    item INTEGER NOT NULL, -- which library of the line, from 0
    library TEXT NOT NULL, -- path, or a name that is looked for as others are
    PRIMARY KEY (snapshot_id, member_id, line, item)
) STRICT, WITHOUT ROWID;

CREATE VIEW kernel_modules (
    -- A loaded module that does not hide, as osquery.
    name, -- name of the module
    size, -- bytes of memory
    used_by, -- modules that use it, separated by commas; - for none
    status, -- Live, Loading or Unloading
    address, -- where it is loaded; zeros when the kernel does not tell
    snapshot_id, -- the snapshot
    ref_count, -- users; NULL where modules cannot be unloaded
    taints, -- letters in parentheses: (O) built outside the kernel's tree, (E) unsigned, …; NULL for none
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT name, size, rtrim(used_by, ','), state, address, snapshot_id, ref_count, taints, member_id, line FROM proc_modules;

CREATE VIEW kernel_info (
    -- The kernel, as osquery.
    version, -- release
    arguments, -- arguments but for BOOT_IMAGE and root; NULL when /proc/cmdline was not read
    path, -- BOOT_IMAGE, the last; empty without one, NULL when /proc/cmdline was not read
    device, -- root, the last; empty and NULL as path
    snapshot_id -- the snapshot
) AS
SELECT coalesce((SELECT substr(v.value, 15, instr(substr(v.value, 15) || ' ', ' ') - 1) FROM host_values AS v
                 WHERE v.snapshot_id = n.snapshot_id AND v.file = 'version' AND v.value GLOB 'Linux version *'), n.kernel),
       iif(n.has_arguments,
           coalesce((SELECT group_concat(o.argument, ' ')
                     FROM (SELECT a.argument FROM kernel_arguments AS a
                           WHERE a.snapshot_id = n.snapshot_id AND a.argument NOT GLOB 'BOOT_IMAGE=*'
                             AND a.argument NOT GLOB 'root=*'
                           ORDER BY a.item) AS o), ''), NULL),
       iif(n.has_arguments,
           coalesce((SELECT substr(a.argument, 12) FROM kernel_arguments AS a
                     WHERE a.snapshot_id = n.snapshot_id AND a.argument GLOB 'BOOT_IMAGE=*' ORDER BY a.item DESC LIMIT 1), ''), NULL),
       iif(n.has_arguments,
           coalesce((SELECT substr(a.argument, 6) FROM kernel_arguments AS a
                     WHERE a.snapshot_id = n.snapshot_id AND a.argument GLOB 'root=*' ORDER BY a.item DESC LIMIT 1), ''), NULL),
       n.snapshot_id
FROM (SELECT s.snapshot_id, s.kernel,
             EXISTS (SELECT 1 FROM host_values AS v WHERE v.snapshot_id = s.snapshot_id AND v.file = 'cmdline') AS has_arguments
      FROM snapshots AS s) AS n;

CREATE VIEW os_version (
    -- The distribution, as osquery: what os-release says, and overridden by /etc/redhat-release or gentoo-release where there is one.  Where no file was read, the value that osquery has then, or NULL.
    name, -- NAME, or Unknown
    version, -- VERSION; empty without one, NULL when nothing was read; the whole of redhat-release
    major, -- first part of VERSION_ID, or 0
    minor, -- second part, or 0
    patch, -- third part, or 0
    build, -- BUILD_ID; empty and NULL as version, and empty with a redhat-release
    platform, -- ID, or posix; rhel wherever there is a redhat-release
    platform_like, -- ID_LIKE; empty and NULL as version; rhel wherever there is a redhat-release
    codename, -- VERSION_CODENAME, or another that ends in CODENAME; empty and NULL as version
    arch, -- machine, as uname -m
    snapshot_id, -- the snapshot
    release_id, -- ID, which tells the distributions of the rhel family apart
    pretty_name, -- PRETTY_NAME
    member_id -- where os-release was read, or else the other file
) AS
SELECT coalesce(v.name, 'Unknown'),
       iif(v.member_id IS NULL, NULL, coalesce(v.version, '')), CAST(coalesce(v.parts, 0) AS INTEGER),
       CAST(coalesce(v.rest, 0) AS INTEGER), CAST(coalesce(substr(v.rest || '.', instr(v.rest || '.', '.') + 1), 0) AS INTEGER),
       iif(v.member_id IS NULL, NULL, coalesce(v.build, '')), coalesce(v.platform, 'posix'),
       iif(v.member_id IS NULL, NULL, coalesce(v.platform_like, '')), iif(v.member_id IS NULL, NULL, coalesce(v.codename, '')),
       v.architecture,
       v.snapshot_id, v.id, v.pretty_name, v.member_id
FROM (SELECT o.snapshot_id, o.architecture, o.id, o.codename, o.pretty_name, o.member_id,
             iif(o.parts IS NULL, o.name, substr(o.release, 1, instr(o.release, ' release ') - 1)) AS name,
             coalesce(o.release, o.version) AS version, coalesce(o.parts, o.version_id) AS parts,
             substr(coalesce(o.parts, o.version_id) || '.', instr(coalesce(o.parts, o.version_id) || '.', '.') + 1) AS rest,
             iif(o.file IS NULL, o.build, '') AS build,
             CASE o.file WHEN 'redhat-release' THEN 'rhel' WHEN 'gentoo-release' THEN 'gentoo' ELSE o.id END AS platform,
             CASE o.file WHEN 'redhat-release' THEN 'rhel' WHEN 'gentoo-release' THEN 'gentoo' ELSE o.id_like END AS platform_like
      FROM (SELECT n.snapshot_id, n.architecture, h.file, trim(h.value) AS release,
                   -- 7.9.2009 of "CentOS Linux release 7.9.2009 (Core)"; "Fedora release 38 (Thirty Eight)" leaves it to os-release.
                   iif(trim(h.value) GLOB '?* release [0-9]*.[0-9]*',
                       substr(trim(h.value), instr(trim(h.value), ' release ') + 9,
                              instr(substr(trim(h.value), instr(trim(h.value), ' release ') + 9) || ' ', ' ') - 1),
                       NULL) AS parts,
                   coalesce((SELECT r.member_id FROM os_release AS r WHERE r.snapshot_id = n.snapshot_id LIMIT 1),
                            h.member_id) AS member_id,
                   (SELECT r.value FROM os_release AS r WHERE r.snapshot_id = n.snapshot_id AND r.key = 'NAME') AS name,
                   (SELECT r.value FROM os_release AS r WHERE r.snapshot_id = n.snapshot_id AND r.key = 'VERSION') AS version,
                   -- Without a VERSION_ID the parts are 0, without an os-release NULL.
                   (SELECT max(iif(r.key = 'VERSION_ID', r.value, '')) FROM os_release AS r
                    WHERE r.snapshot_id = n.snapshot_id) AS version_id,
                   (SELECT r.value FROM os_release AS r WHERE r.snapshot_id = n.snapshot_id AND r.key = 'BUILD_ID') AS build,
                   (SELECT r.value FROM os_release AS r WHERE r.snapshot_id = n.snapshot_id AND r.key = 'ID') AS id,
                   (SELECT r.value FROM os_release AS r WHERE r.snapshot_id = n.snapshot_id AND r.key = 'ID_LIKE') AS id_like,
                   (SELECT r.value FROM os_release AS r WHERE r.snapshot_id = n.snapshot_id AND r.key GLOB '*CODENAME'
                    ORDER BY r.key = 'VERSION_CODENAME' DESC LIMIT 1) AS codename,
                   (SELECT r.value FROM os_release AS r WHERE r.snapshot_id = n.snapshot_id AND r.key = 'PRETTY_NAME') AS pretty_name
            FROM snapshots AS n
            LEFT JOIN host_values AS h ON h.snapshot_id = n.snapshot_id
             AND h.file = (SELECT max(f.file) FROM host_values AS f
                           WHERE f.snapshot_id = n.snapshot_id AND f.file IN ('redhat-release', 'gentoo-release'))) AS o) AS v;

CREATE VIEW system_info (
    -- The machine, as osquery.
    hostname, -- node name; osquery asks the resolver for the domain, which a snapshot cannot
    uuid, -- empty: SMBIOS is not read; see machine_id
    cpu_type, -- machine, as uname -m
    cpu_subtype, -- model of the first processor; 0 where the architecture prints none
    cpu_brand, -- model name of the first processor; NULL where the architecture prints none
    cpu_physical_cores, -- cores; processors where the architecture does not print cores; -1 when not known
    cpu_logical_cores, -- processors that are online, from /proc/cpuinfo, or from /proc/stat where cpuinfo has another form (s390); -1 when not known
    cpu_sockets, -- packages; NULL where the architecture does not print siblings
    cpu_microcode, -- version of the microcode of the first processor; NULL where none is printed
    physical_memory, -- bytes; -1 when not known
    hardware_vendor, -- NULL, as what is behind it: SMBIOS is not read, and osquery says the same then
    hardware_model, -- empty, as osquery says then
    hardware_version, -- NULL
    hardware_serial, -- NULL
    board_vendor, -- NULL
    board_model, -- NULL
    board_version, -- NULL
    board_serial, -- NULL
    computer_name, -- node name
    local_hostname, -- node name
    snapshot_id, -- the snapshot
    machine_id -- /etc/machine-id
) AS
SELECT v.host, '', v.architecture,
       CAST(coalesce((SELECT c.value FROM proc_cpuinfo AS c
                      WHERE c.snapshot_id = v.snapshot_id AND c.key = 'model' ORDER BY c.processor LIMIT 1), '0') AS TEXT),
       (SELECT c.value FROM proc_cpuinfo AS c
        WHERE c.snapshot_id = v.snapshot_id AND c.key = 'model name' ORDER BY c.processor LIMIT 1),
       CAST(coalesce(nullif(v.cores, 0), v.processors, -1) AS INTEGER), CAST(coalesce(v.processors, -1) AS INTEGER),
       CAST(v.processors / nullif((SELECT CAST(c.value AS INTEGER) FROM proc_cpuinfo AS c
                                   WHERE c.snapshot_id = v.snapshot_id AND c.key = 'siblings' ORDER BY c.processor LIMIT 1), 0)
            AS INTEGER),
       (SELECT c.value FROM proc_cpuinfo AS c
        WHERE c.snapshot_id = v.snapshot_id AND c.key = 'microcode' ORDER BY c.processor LIMIT 1),
       CAST(coalesce((SELECT m.value * 1024 FROM host_counters AS m
                      WHERE m.snapshot_id = v.snapshot_id AND m.file = 'meminfo' AND m.key = 'MemTotal'), -1) AS INTEGER),
       CAST(NULL AS TEXT), '', CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT),
       CAST(NULL AS TEXT), CAST(NULL AS TEXT), v.host, v.host, v.snapshot_id, v.machine_id
FROM (SELECT n.*,
             (SELECT count(DISTINCT p.value || ' ' || c.value) FROM proc_cpuinfo AS p
              JOIN proc_cpuinfo AS c ON c.snapshot_id = p.snapshot_id AND c.key = 'core id' AND c.processor = p.processor
              WHERE p.snapshot_id = n.snapshot_id AND p.key = 'physical id') AS cores,
             coalesce((SELECT nullif(count(DISTINCT p.processor), 0) FROM proc_cpuinfo AS p
                       WHERE p.snapshot_id = n.snapshot_id AND p.key = 'processor'),
                      (SELECT nullif(count(DISTINCT c.cpu), 0) FROM proc_stat_cpus AS c
                       WHERE c.snapshot_id = n.snapshot_id)) AS processors
      FROM snapshots AS n) AS v;

CREATE VIEW uptime (
    -- Time since boot, as osquery: in whole seconds, of which the last has begun.
    days, -- days
    hours, -- hours behind them
    minutes, -- minutes behind them
    seconds, -- seconds behind them
    total_seconds, -- all of it in seconds
    snapshot_id, -- the snapshot
    member_id -- where it was read
) AS
SELECT CAST((up + 99) / 100 / 86400 AS INTEGER), CAST((up + 99) / 100 / 3600 % 24 AS INTEGER),
       CAST((up + 99) / 100 / 60 % 60 AS INTEGER), CAST((up + 99) / 100 % 60 AS INTEGER), CAST((up + 99) / 100 AS INTEGER),
       snapshot_id, member_id
FROM proc_uptime;

CREATE VIEW memory_info (
    -- Memory of the host in bytes, as osquery; the rest of /proc/meminfo is in host_counters.
    memory_total, -- MemTotal
    memory_free, -- MemFree
    memory_available, -- MemAvailable; NULL before Linux 3.14
    buffers, -- Buffers
    cached, -- Cached
    swap_cached, -- SwapCached
    active, -- Active
    inactive, -- Inactive
    swap_total, -- SwapTotal
    swap_free, -- SwapFree
    snapshot_id, -- the snapshot
    member_id -- where it was read
) AS
SELECT CAST(max(iif(key = 'MemTotal', value * 1024, NULL)) AS INTEGER), CAST(max(iif(key = 'MemFree', value * 1024, NULL)) AS INTEGER),
       CAST(max(iif(key = 'MemAvailable', value * 1024, NULL)) AS INTEGER), CAST(max(iif(key = 'Buffers', value * 1024, NULL)) AS INTEGER),
       CAST(max(iif(key = 'Cached', value * 1024, NULL)) AS INTEGER), CAST(max(iif(key = 'SwapCached', value * 1024, NULL)) AS INTEGER),
       CAST(max(iif(key = 'Active', value * 1024, NULL)) AS INTEGER), CAST(max(iif(key = 'Inactive', value * 1024, NULL)) AS INTEGER),
       CAST(max(iif(key = 'SwapTotal', value * 1024, NULL)) AS INTEGER), CAST(max(iif(key = 'SwapFree', value * 1024, NULL)) AS INTEGER),
       snapshot_id, member_id
FROM host_counters WHERE file = 'meminfo' GROUP BY snapshot_id, member_id;

CREATE VIEW load_average (
    -- A load average, as osquery: three rows.
    period, -- 1m, 5m or 15m
    average, -- the load, as text with six places, of which the kernel prints two
    snapshot_id, -- the snapshot
    member_id -- where it was read
) AS
SELECT '1m', CAST(printf('%d.%02d0000', load_1m / 100, load_1m % 100) AS TEXT), snapshot_id, member_id FROM proc_loadavg
UNION ALL
SELECT '5m', CAST(printf('%d.%02d0000', load_5m / 100, load_5m % 100) AS TEXT), snapshot_id, member_id FROM proc_loadavg
UNION ALL
SELECT '15m', CAST(printf('%d.%02d0000', load_15m / 100, load_15m % 100) AS TEXT), snapshot_id, member_id FROM proc_loadavg;

CREATE VIEW cpu_time (
    -- What a processor did since boot, in clock ticks, as osquery.
    core, -- the processor
    user, -- in user mode
    nice, -- in user mode with a nice value
    system, -- in kernel mode
    idle, -- idle
    iowait, -- idle while input or output was awaited
    irq, -- in interrupts
    softirq, -- in soft interrupts
    steal, -- when another guest of the hypervisor ran
    guest, -- running guests
    guest_nice, -- running guests with a nice value
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT cpu, user, nice, system, idle, CAST(coalesce(iowait, 0) AS INTEGER), CAST(coalesce(irq, 0) AS INTEGER),
       CAST(coalesce(softirq, 0) AS INTEGER), CAST(coalesce(steal, 0) AS INTEGER), CAST(coalesce(guest, 0) AS INTEGER),
       CAST(coalesce(guest_nice, 0) AS INTEGER), snapshot_id, member_id, line
FROM proc_stat_cpus WHERE cpu IS NOT NULL;

CREATE VIEW system_controls (
    -- A sysctl, as osquery, of those that are collected.  Those of net/ are of the network namespace that collect ran in.
    name, -- its name with dots: net.ipv4.ip_forward
    oid, -- NULL: Linux gives no numbers for them
    subsystem, -- first part of the name
    current_value, -- value, without the white space around it
    config_value, -- NULL: sysctl.conf(5) is not collected
    type, -- string, as osquery says of all on Linux
    snapshot_id, -- the snapshot
    member_id -- where the row was read
) AS
SELECT replace(name, '/', '.'), CAST(NULL AS TEXT), substr(name, 1, instr(name || '/', '/') - 1),
       CAST(trim(value, char(9, 10, 11, 12, 13, 32)) AS TEXT), CAST(NULL AS TEXT), 'string', snapshot_id, member_id
FROM sysctls;

CREATE VIEW shared_memory (
    -- A segment of shared memory (System V) of the IPC namespace that collect ran in, as osquery.
    shmid, -- identifier
    owner_uid, -- owner
    creator_uid, -- user who made it
    pid, -- process that attached or detached it last
    creator_pid, -- process that made it
    atime, -- last attached, seconds since the epoch
    dtime, -- last detached
    ctime, -- made, or permissions changed
    permissions, -- four octal digits; the first of them as in status and locked
    size, -- bytes
    attached, -- times that it is attached
    status, -- dest when it goes with its last user, empty else
    locked, -- 1 when it is locked in memory
    snapshot_id, -- the snapshot
    shm_key, -- key in hexadecimal, as ipcs(1) shows it
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT shmid, uid, cuid, lpid, cpid, atime, dtime, ctime, CAST(printf('%04o', mode & 4095) AS TEXT), size, nattch,
       iif(mode & 512, 'dest', ''), CAST(mode >> 10 & 1 AS INTEGER), snapshot_id, printf('0x%08x', key & 4294967295),
       member_id, line
FROM proc_sysvipc_shm;

CREATE VIEW time (
    -- When the snapshot was begun, by the clock of the captured host and in UTC, as osquery.
    weekday, -- Monday, …
    year, -- year
    month, -- month, from 1
    day, -- day, from 1
    hour, -- hour
    minutes, -- minutes
    seconds, -- seconds
    timezone, -- UTC
    local_timezone, -- NULL: /etc/localtime is kept, but not read
    unix_time, -- seconds since the epoch
    timestamp, -- as asctime(3) has it, with UTC: Fri Nov 21 09:37:03 2025 UTC
    datetime, -- ISO 8601
    iso_8601, -- ISO 8601
    snapshot_id -- the snapshot
) AS
SELECT rtrim(substr('Sunday   Monday   Tuesday  WednesdayThursday Friday   Saturday ',
                    strftime('%w', second, 'unixepoch') * 9 + 1, 9)),
       CAST(strftime('%Y', second, 'unixepoch') AS INTEGER), CAST(strftime('%m', second, 'unixepoch') AS INTEGER),
       CAST(strftime('%d', second, 'unixepoch') AS INTEGER), CAST(strftime('%H', second, 'unixepoch') AS INTEGER),
       CAST(strftime('%M', second, 'unixepoch') AS INTEGER), CAST(strftime('%S', second, 'unixepoch') AS INTEGER), 'UTC',
       CAST(NULL AS TEXT), CAST(second AS INTEGER),
       printf('%s %s %2d %s UTC', substr('SunMonTueWedThuFriSat', strftime('%w', second, 'unixepoch') * 3 + 1, 3),
              substr('JanFebMarAprMayJunJulAugSepOctNovDec', strftime('%m', second, 'unixepoch') * 3 - 2, 3),
              strftime('%d', second, 'unixepoch'), strftime('%H:%M:%S %Y', second, 'unixepoch')),
       strftime('%Y-%m-%dT%H:%M:%SZ', second, 'unixepoch'), strftime('%Y-%m-%dT%H:%M:%SZ', second, 'unixepoch'), snapshot_id
FROM (SELECT snapshot_id, started_ns / 1000000000 AS second FROM snapshots);

CREATE VIEW osquery_info (
    -- collect, in the place of osquery.
    pid, -- process that was collect; -1 when meta.json does not tell
    uuid, -- empty: SMBIOS is not read; machine_id is in snapshots
    instance_id, -- empty: collect is not installed, so no instance of it stays the same
    version, -- version of collect
    config_hash, -- empty: collect has no configuration
    config_valid, -- 0: collect has no configuration
    extensions, -- inactive: collect has none
    build_platform, -- NULL: it is not recorded
    build_distro, -- NULL: it is not recorded
    start_time, -- when collect began, seconds since the epoch
    watcher, -- -1: nobody watches it
    platform_mask, -- 9: POSIX and Linux
    snapshot_id, -- the snapshot
    tool_sha256 -- digest of the collect program
) AS
SELECT CAST(coalesce(tool_pid, -1) AS INTEGER), '', '', tool_version, '',
       CAST(0 AS INTEGER), 'inactive', CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(started_ns / 1000000000 AS INTEGER),
       CAST(-1 AS INTEGER), CAST(9 AS INTEGER), snapshot_id, tool_sha256
FROM snapshots;
