-- Mounts, as each process has them and as the host has them.

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
    super_options TEXT NOT NULL, -- options of the file system, as printed; mount_super_options lists them one by one
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX mountinfo_by_device ON mountinfo (snapshot_id, device, fs_type);

CREATE TABLE mount_super_options (
    -- An option of the file system that a line of mountinfo shows, as its driver prints it. Where an option of overlay stands twice, the later one counts: the name of a lower directory may look like options, and comes first.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member, and of the mount in mountinfo
    item INTEGER NOT NULL, -- number within the list, from 0
    name TEXT NOT NULL, -- name, without escapes: rw, hidepid, subset, upperdir, addr, …
    value TEXT, -- what stands behind the equals sign, without escapes and quotes (those between the directories of overlay's lowerdir stay); NULL for an option without one
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

CREATE VIEW proc_mounts (
    -- A mount over a path below /proc, or over /proc itself. Containers make such mounts to hide files, intruders to hide processes.
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
