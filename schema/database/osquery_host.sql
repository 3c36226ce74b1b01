-- The views on the host that osquery has, by its names, with its columns first and ours behind; see the head of views.sql.  Columns
-- that a snapshot cannot know have osquery's word for that, or are NULL where it has none, and say why; what the host has not is empty
-- text, as osquery has it (codename <> 'trixie').

CREATE VIEW mounts (
    -- A mount of the mount namespace that collect ran in, as osquery.  mountinfo has every mount namespace.
    device, -- device or name
    device_alias, -- the same: collect follows no link of the host
    path, -- where it is mounted
    type, -- type of the file system
    blocks_size, -- 0, as the five behind it: collect calls no statfs(2), which hangs on a dead server
    blocks, -- 0
    blocks_free, -- 0
    blocks_available, -- 0
    inodes, -- 0
    inodes_free, -- 0
    flags, -- options of the mount and of the file system
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT device, device, mount_point, fs_type, CAST(0 AS INTEGER), CAST(0 AS INTEGER), CAST(0 AS INTEGER),
       CAST(0 AS INTEGER), CAST(0 AS INTEGER), CAST(0 AS INTEGER), options, snapshot_id, member_id, line
FROM mounts_file;

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
    -- The distribution, as osquery: what os-release says, and over it what /etc/redhat-release or gentoo-release says where there is one.  Where none was read, what osquery says then, or NULL.
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
    cpu_logical_cores, -- processors that are online, as /proc/cpuinfo lists them, or where it does so otherwise (s390) /proc/stat; -1 when not known
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

CREATE VIEW users (
    -- A user of /etc/passwd, as osquery; directories such as LDAP are not asked.
    uid, -- user
    gid, -- primary group
    uid_signed, -- the same as a signed number of 32 bits
    gid_signed, -- the same as a signed number of 32 bits
    username, -- name
    description, -- full name and more
    directory, -- home directory
    shell, -- login shell
    uuid, -- NULL: Linux has none
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line, -- line of that member
    type -- NULL: Windows has it, and osquery shows it everywhere to those who name it
) AS
SELECT uid, gid, CAST(iif(uid > 2147483647, uid - 4294967296, uid) AS INTEGER),
       CAST(iif(gid > 2147483647, gid - 4294967296, gid) AS INTEGER), username, coalesce(description, ''), coalesce(directory, ''),
       coalesce(shell, ''), CAST(NULL AS TEXT), snapshot_id, member_id, line, CAST(NULL AS TEXT)
FROM passwd_file WHERE uid IS NOT NULL AND gid IS NOT NULL;

CREATE VIEW groups (
    -- A group of /etc/group, as osquery, but one with the gid of another is not left out.
    gid, -- group
    gid_signed, -- the same as a signed number of 32 bits
    groupname, -- name
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT gid, CAST(iif(gid > 2147483647, gid - 4294967296, gid) AS INTEGER), groupname, snapshot_id, member_id, line
FROM group_file WHERE gid IS NOT NULL;

CREATE VIEW user_groups (
    -- A user and a group that he is in, as osquery: the primary one and those that name him.
    uid, -- user
    gid, -- group
    snapshot_id -- the snapshot
) AS
-- Grouped in each half, not above: SQLite hands a condition on the snapshot down one level.
SELECT uid, gid, snapshot_id FROM passwd_file WHERE uid IS NOT NULL AND gid IS NOT NULL GROUP BY snapshot_id, uid, gid
UNION ALL
SELECT p.uid, m.gid, p.snapshot_id
FROM passwd_file AS p
JOIN group_members AS m ON m.snapshot_id = p.snapshot_id AND m.username = p.username
WHERE p.uid IS NOT NULL AND m.gid IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM passwd_file AS o WHERE o.snapshot_id = p.snapshot_id AND o.uid = p.uid AND o.gid = m.gid)
GROUP BY p.snapshot_id, p.uid, m.gid;

CREATE VIEW etc_hosts (
    -- A line of /etc/hosts, as osquery.
    address, -- address
    hostnames, -- names, one space between them; empty without
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT address, coalesce(hostnames, ''), snapshot_id, member_id, line FROM hosts_file;

CREATE VIEW etc_services (
    -- A line of /etc/services, as osquery.
    name, -- name of the service
    port, -- port
    protocol, -- tcp, udp, …
    aliases, -- other names, one space between them
    comment, -- what stands behind the #; empty without one
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT name, port, protocol, coalesce(aliases, ''), coalesce(comment, ''), snapshot_id, member_id, line FROM services_file;

CREATE VIEW etc_protocols (
    -- A line of /etc/protocols, as osquery.
    name, -- name of the protocol
    number, -- IPPROTO_*
    alias, -- the first of its other names; empty without one
    comment, -- what stands behind the #; empty without one
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT name, number, coalesce(substr(aliases, 1, instr(aliases || ' ', ' ') - 1), ''), coalesce(comment, ''), snapshot_id, member_id,
       line
FROM protocols_file;

CREATE VIEW dns_resolvers (
    -- What /etc/resolv.conf tells the resolver, as osquery; what it does where the file is silent (a server of 127.0.0.1, the domain of the host's name) is no row.
    id, -- number among those of its type, from 0
    type, -- nameserver (the resolver takes the first three), search, sortlist
    address, -- address, or domain
    netmask, -- 32 for a nameserver; what stands behind the slash of a sortlist; empty for others
    options, -- RES_* bits of glibc: its defaults and those of the options
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
WITH bits (word, bit) AS (
    VALUES ('debug', 2), ('use-vc', 8), ('rotate', 16384), ('edns0', 1048576), ('single-request', 2097152),
           ('single-request-reopen', 4194304), ('no-tld-query', 16777216), ('no-reload', 33554432), ('trust-ad', 67108864),
           ('no-aaaa', 134217728)
)
SELECT CAST(CASE r.keyword WHEN 'nameserver' THEN (SELECT count(*) FROM resolv_conf AS p
                                                   WHERE p.snapshot_id = r.snapshot_id AND p.member_id = r.member_id
                                                     AND p.keyword = 'nameserver' AND p.line < r.line)
                           ELSE r.item END AS INTEGER),
       iif(r.keyword = 'domain', 'search', r.keyword),
       iif(r.keyword = 'sortlist', substr(r.value, 1, instr(r.value || '/', '/') - 1), r.value),
       CAST(CASE WHEN r.keyword = 'nameserver' THEN '32'
                 WHEN r.keyword = 'sortlist' AND instr(r.value, '/') > 0 THEN substr(r.value, instr(r.value, '/') + 1)
                 ELSE '' END
            AS TEXT),
       -- RES_INIT, RES_RECURSE, RES_DEFNAMES, RES_DNSRCH
       CAST(705 + (SELECT coalesce(sum(b.bit), 0) FROM bits AS b
                   WHERE EXISTS (SELECT 1 FROM resolv_conf AS o
                                 WHERE o.snapshot_id = r.snapshot_id AND o.member_id = r.member_id AND o.keyword = 'options'
                                   AND o.value = b.word)) AS INTEGER),
       r.snapshot_id, r.member_id, r.line
FROM resolv_conf AS r
WHERE r.keyword IN ('nameserver', 'sortlist')
   -- Of domain and search the last one counts.
   OR (r.keyword IN ('search', 'domain')
       AND r.line = (SELECT max(l.line) FROM resolv_conf AS l
                     WHERE l.snapshot_id = r.snapshot_id AND l.member_id = r.member_id AND l.keyword IN ('search', 'domain')));

CREATE VIEW logged_in_users (
    -- A record of /run/utmp, as osquery: logins, and what else stands there but for that of process 1.
    type, -- empty, runlevel, boot_time, new_time, old_time, init, login, user, dead, accounting, unknown
    user, -- user
    tty, -- device below /dev
    host, -- where the login came from
    time, -- when it was written, seconds since the epoch
    pid, -- process that logged in
    snapshot_id, -- the snapshot
    login_address, -- address the login came from; NULL for none
    member_id, -- where the row was read
    line -- ordinal of the record in that member
) AS
SELECT CASE type WHEN 0 THEN 'empty' WHEN 1 THEN 'runlevel' WHEN 2 THEN 'boot_time' WHEN 3 THEN 'new_time' WHEN 4 THEN 'old_time'
                 WHEN 5 THEN 'init' WHEN 6 THEN 'login' WHEN 7 THEN 'user' WHEN 8 THEN 'dead' WHEN 9 THEN 'accounting'
                 ELSE 'unknown' END,
       username, tty, host, time, pid, snapshot_id, address, member_id, line
FROM utmp WHERE pid <> 1;

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

CREATE VIEW executables (
    -- A program file that processes run, by what is known of it.
    path, -- as the kernel gives it: with ' (deleted)' behind it when it is no longer there
    mount_namespace, -- inode number of the mount namespace that the path is of; NULL when not known
    deleted, -- 1 when the path ends in ' (deleted)'
    device, -- st_dev of the file; NULL without --hash-exe
    inode, -- inode of the file; NULL without --hash-exe
    bytes, -- size of the file; NULL without --hash-exe
    sha256, -- SHA-256 of the file, hex; NULL without --hash-exe
    processes, -- how many processes run it
    snapshot_id -- the snapshot
) AS
SELECT l.target, m.inode, CAST(substr(l.target, -10) = ' (deleted)' AS INTEGER), h.device, h.inode, h.bytes, h.sha256,
       CAST(count(*) AS INTEGER), l.snapshot_id
FROM snapshots AS n
JOIN process_stat AS s ON s.snapshot_id = n.snapshot_id AND s.tid = s.pid
JOIN process_links AS l ON l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'exe'
LEFT JOIN process_links AS m ON m.snapshot_id = s.snapshot_id AND m.pid = s.pid AND m.tid = s.pid AND m.link = 'ns/mnt'
LEFT JOIN executable_hashes AS h ON h.snapshot_id = s.snapshot_id AND h.pid = s.pid
WHERE l.target IS NOT NULL
GROUP BY l.snapshot_id, l.target, m.inode, h.device, h.inode, h.bytes, h.sha256;

CREATE VIEW hash (
    -- The digest of a program that runs, as osquery, where collect --hash-exe was asked for.  A deleted one keeps ' (deleted)' behind its path, so that it is not taken for the file that bears the path now.  A join by path finds the file of that path, which a process with on_disk 0 does not run: executable_hashes has the digests by process.
    path, -- the file, as the processes of mount_namespace_id see it: another namespace may have another file of that path
    directory, -- directory of the file
    md5, -- NULL: collect makes SHA-256 alone
    sha1, -- NULL: collect makes SHA-256 alone
    sha256, -- SHA-256, hex
    mount_namespace_id, -- inode number of the mount namespace that the path is of; NULL when not known
    snapshot_id, -- the snapshot
    deleted -- 1 when the file is no longer there
) AS
SELECT path,
       iif(length(rtrim(path, replace(path, '/', ''))) > 1, rtrim(rtrim(path, replace(path, '/', '')), '/'), '/'),
       CAST(NULL AS TEXT), CAST(NULL AS TEXT), sha256 COLLATE NOCASE, CAST(mount_namespace AS TEXT), snapshot_id, deleted
FROM executables WHERE sha256 IS NOT NULL;

CREATE VIEW file (
    -- A program file that runs, as osquery.  The path of a deleted one as in hash.
    path, -- the file, as the processes of mount_namespace_id see it: another namespace may have another file of that path
    directory, -- directory of the file
    filename, -- name in it
    inode, -- inode of the file; NULL without --hash-exe, as the size
    uid, -- NULL, as all below that are NULL: of the file, collect keeps what --hash-exe says
    gid, -- NULL
    mode, -- NULL
    device, -- 0: the number of a device file, which a program is not; the one of its file system is in executables
    size, -- bytes; NULL without --hash-exe
    block_size, -- NULL
    atime, -- NULL
    mtime, -- NULL
    ctime, -- NULL
    btime, -- 0, as osquery says on Linux
    hard_links, -- NULL
    symlink, -- 0: the kernel names the file behind all links
    type, -- regular: the kernel runs nothing else
    symlink_target_path, -- NULL: it is no link
    mount_namespace_id, -- inode number of the mount namespace that the path is of; NULL when not known
    snapshot_id, -- the snapshot
    deleted -- 1 when the file is no longer there
) AS
SELECT path,
       iif(length(rtrim(path, replace(path, '/', ''))) > 1, rtrim(rtrim(path, replace(path, '/', '')), '/'), '/'),
       substr(path, length(rtrim(path, replace(path, '/', ''))) + 1), inode, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER),
       CAST(NULL AS TEXT), CAST(0 AS INTEGER), bytes, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), CAST(NULL AS INTEGER),
       CAST(NULL AS INTEGER), CAST(0 AS INTEGER), CAST(NULL AS INTEGER), CAST(0 AS INTEGER), 'regular', CAST(NULL AS TEXT),
       CAST(mount_namespace AS TEXT), snapshot_id, deleted
FROM executables;

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
