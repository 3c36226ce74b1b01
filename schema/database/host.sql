-- Tables of what is known of the host as a whole: /proc/*, the sysctls, and the files of /etc and /run that say who may be who.
-- Comments as in schema.sql.

CREATE TABLE host_values (
    -- A file of the host that holds one text.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    file TEXT NOT NULL, -- version and cmdline of /proc, hostname, machine-id, redhat-release and gentoo-release of /etc, kernel/cpu_byteorder of /sys
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

CREATE TABLE mounts_file (
    -- A line of /proc/mounts: a mount of the mount namespace that collect ran in.  mountinfo has every mount namespace.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    device TEXT NOT NULL, -- device or name
    mount_point TEXT NOT NULL, -- where
    fs_type TEXT NOT NULL, -- type of the file system
    options TEXT NOT NULL, -- options of the mount and of the file system
    PRIMARY KEY (snapshot_id, member_id, line)
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
    -- A line of /proc/locks: a lock on a file, or who waits for one.
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

CREATE TABLE process_id_maps (
    -- A line of /proc/PID/uid_map or gid_map: which ids of its user namespace are which outside.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    file TEXT NOT NULL, -- uid_map or gid_map
    inside INTEGER NOT NULL, -- first id in the namespace
    outside INTEGER NOT NULL, -- first id in the user namespace that collect ran in; 4294967295 where it has none
    count INTEGER NOT NULL, -- how many, from there
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_id_maps_by_pid ON process_id_maps (snapshot_id, pid);

CREATE TABLE passwd_file (
    -- A user of /etc/passwd.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    username TEXT NOT NULL, -- name
    password TEXT NOT NULL, -- x: it is in /etc/shadow; empty: there is none
    uid INTEGER, -- user; NULL when the field is empty
    gid INTEGER, -- primary group; NULL when the field is empty
    description TEXT, -- full name and more
    directory TEXT, -- home directory
    shell TEXT, -- login shell; NULL when the field is empty
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX passwd_file_by_uid ON passwd_file (snapshot_id, uid);
CREATE INDEX passwd_file_by_username ON passwd_file (snapshot_id, username);

CREATE TABLE group_file (
    -- A group of /etc/group.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    groupname TEXT NOT NULL, -- name
    password TEXT NOT NULL, -- x: it is in /etc/gshadow; mostly empty
    gid INTEGER, -- group; NULL when the field is empty
    members TEXT, -- users, separated by commas; NULL for none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_file_by_gid ON group_file (snapshot_id, gid);

CREATE TABLE nss_compat_entries (
    -- A line of /etc/passwd or /etc/group that begins with a sign. In the compat mode of nsswitch.conf it takes users or groups from another source (NIS), or leaves some out; to glibc it is no user in any mode, but musl takes one with all its fields for a user of that name, sign and all.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    file TEXT NOT NULL, -- passwd or group
    action TEXT NOT NULL, -- include (+) or exclude (-)
    kind TEXT NOT NULL, -- all (the sign alone; to exclude so means nothing), name, netgroup
    entry TEXT, -- name of the user, group or netgroup, without sign and @; NULL for all
    fields TEXT, -- the other fields, as they are: those that are not empty stand in for what the other source says; NULL when there are none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_members (
    -- A user that a line of /etc/group names.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    item INTEGER NOT NULL, -- which user of the line, from 0
    groupname TEXT NOT NULL, -- name of the group
    gid INTEGER, -- group; NULL when the field is empty
    username TEXT NOT NULL, -- name of the user
    PRIMARY KEY (snapshot_id, member_id, line, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_by_username ON group_members (snapshot_id, username);

CREATE TABLE hosts_file (
    -- A line of /etc/hosts.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    address TEXT NOT NULL, -- address
    hostnames TEXT, -- names, one space between them; NULL for none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE services_file (
    -- A line of /etc/services.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    name TEXT NOT NULL, -- name of the service
    port INTEGER NOT NULL, -- port
    protocol TEXT NOT NULL, -- tcp, udp, …
    aliases TEXT, -- other names, one space between them; NULL for none
    comment TEXT, -- what stands behind the first #; NULL without one
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX services_file_by_port ON services_file (snapshot_id, port, protocol);

CREATE TABLE protocols_file (
    -- A line of /etc/protocols.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    name TEXT NOT NULL, -- name of the protocol
    number INTEGER NOT NULL, -- IPPROTO_*
    aliases TEXT, -- other names, one space between them; NULL for none
    comment TEXT, -- what stands behind the first #; NULL without one
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE resolv_conf (
    -- A word behind a keyword of /etc/resolv.conf.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    keyword TEXT NOT NULL, -- nameserver, search, domain, sortlist, options, …
    item INTEGER NOT NULL, -- which word behind it, from 0
    value TEXT NOT NULL, -- the word
    PRIMARY KEY (snapshot_id, member_id, line, item)
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

CREATE TABLE utmp (
    -- A record of /run/utmp: a login, as the login programs wrote it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the record in the member
    type INTEGER NOT NULL, -- 0 empty, 1 run level, 2 boot, 3 and 4 new and old time, 5 init, 6 login, 7 user, 8 dead, 9 accounting
    pid INTEGER NOT NULL, -- process that logged in
    tty TEXT NOT NULL, -- device below /dev
    id TEXT NOT NULL, -- end of the device's name, or the id of inittab(5)
    username TEXT NOT NULL, -- user; of a run level or a boot runlevel, reboot, …
    host TEXT NOT NULL, -- where the login came from; of a boot the release of the kernel
    termination INTEGER NOT NULL, -- how a dead process ended: signal
    exit INTEGER NOT NULL, -- how a dead process ended: exit status
    session INTEGER NOT NULL, -- session of the process
    time INTEGER NOT NULL, -- when it was written, seconds since the epoch
    microseconds INTEGER NOT NULL, -- and microseconds
    address TEXT, -- address the login came from; NULL for none
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
