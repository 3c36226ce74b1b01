-- Programs: the files that processes run, as the kernel has them, and what is at their paths now.

CREATE TABLE programs (
    -- A file that processes run, once for each mount namespace and path that it has, as statx(2) tells through the link exe of the first of them, whatever the file's path is by now. A file of a file system that may wait for a server is not asked.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    program INTEGER NOT NULL, -- number of the program in this snapshot
    mount_namespace INTEGER NOT NULL, -- inode number of the mount namespace of the process; 0 when not known
    path TEXT NOT NULL, -- target of the link exe: ' (deleted)' stands behind a name that was removed
    at_path TEXT, -- what was at that path, seen from the root of the process: same (this file), other (another one, which program_replacements has), absent, outside (the path is not below that root); NULL when it was not looked for: memfd has no path, and a path may lead to a file system that waits for a server
    at_path_errno TEXT, -- why that could not be seen
    layer TEXT, -- of a file on an overlay: upper (made or changed in the container), lower (of the image); NULL elsewhere, when the file is not at its path, and when the upper directory is not where collect could see it
    capability_data TEXT, -- security.capability as it is, hex; NULL without
    capability_errno TEXT, -- why it could not be read
    cap_permitted TEXT, -- capabilities of the file that whoever runs it gets, hex
    cap_inheritable TEXT, -- those that it gets if it has them as inheritable, hex
    cap_effective INTEGER, -- 1 when they are effective at once
    cap_root_uid INTEGER, -- uid that is root in the user namespace for which alone they count; NULL for all
    file_type TEXT, -- regular
    mode INTEGER, -- permissions, with 2048 set-uid, 1024 set-gid, 512 sticky
    nlink INTEGER, -- names that the file has; 0: it was deleted, or never had one
    uid INTEGER, -- owner
    gid INTEGER, -- group
    device TEXT, -- major:minor of its file system, as in mountinfo
    device_number INTEGER, -- the same as one number, st_dev of stat(2)
    inode INTEGER, -- inode
    size INTEGER, -- bytes
    blocks INTEGER, -- blocks of 512 bytes that it takes
    block_size INTEGER, -- best size of a read
    accessed_ns INTEGER, -- last access, nanoseconds since the epoch
    modified_ns INTEGER, -- last change of its content, likewise
    changed_ns INTEGER, -- last change of its attributes, likewise: a name that it gets or loses is one
    born_ns INTEGER, -- when it was made, likewise; NULL when its file system does not keep that
    mount_id INTEGER, -- mount through which it was run, as in mountinfo; NULL before Linux 5.8
    not_asked TEXT, -- why the file was not asked: remote (its file system may wait for a server)
    errno TEXT, -- why the kernel did not tell
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX programs_by_number ON programs (snapshot_id, program);

CREATE TABLE program_replacements (
    -- The file that was at the path of a program, where that is another one than the program.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    program INTEGER NOT NULL, -- number of the program in this snapshot
    file_type TEXT, -- regular, directory, character, block, fifo, link, socket
    mode INTEGER, -- permissions, with 2048 set-uid, 1024 set-gid, 512 sticky
    nlink INTEGER, -- names that the file has; 0: it was deleted, or never had one
    uid INTEGER, -- owner
    gid INTEGER, -- group
    device TEXT, -- major:minor of its file system, as in mountinfo
    device_number INTEGER, -- the same as one number, st_dev of stat(2)
    inode INTEGER, -- inode
    size INTEGER, -- bytes
    blocks INTEGER, -- blocks of 512 bytes that it takes
    block_size INTEGER, -- best size of a read
    accessed_ns INTEGER, -- last access, nanoseconds since the epoch
    modified_ns INTEGER, -- last change of its content, likewise
    changed_ns INTEGER, -- last change of its attributes, likewise: a name that it gets or loses is one
    born_ns INTEGER, -- when it was made, likewise; NULL when its file system does not keep that
    mount_id INTEGER, -- mount through which it was reached, as in mountinfo; NULL before Linux 5.8
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX program_replacements_by_number ON program_replacements (snapshot_id, program);

CREATE TABLE program_processes (
    -- A process and the program that it runs.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    pid INTEGER NOT NULL, -- process
    program INTEGER NOT NULL, -- number of its program in this snapshot
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX program_processes_by_pid ON program_processes (snapshot_id, pid);

CREATE VIEW program_fates (
    -- What became of the file of a program that runs.
    program, -- number of the program in this snapshot
    path, -- target of the link exe: ' (deleted)' stands behind a name that was removed
    mount_namespace, -- inode number of the mount namespace that the path is of
    fate, -- in_place (it is at its path); upgraded (its name is gone, and another program of the same owner and permissions is there, as an upgrade leaves it: who deletes a program can also put one there); replaced (its name is gone, and something else is there); deleted (its name is gone, and nothing is there); linked_elsewhere (its name is gone, and the file has other names); covered (it has its name, and something is mounted over it); memory (memfd: it never had a name); outside (its path is not below the root of the process); other_namespace (its path is one of another mount namespace, and nothing is known of it); NULL when not known
    inode, -- inode of the file that runs
    replacement_inode, -- inode of the file that is at the path now; NULL without, as the two below
    replacement_type, -- regular, directory, link, …
    replacement_modified_ns, -- last change of its content, nanoseconds since the epoch
    snapshot_id, -- the snapshot
    member_id, -- where the program was read
    line -- line of that member
) AS
SELECT p.program, p.path, p.mount_namespace,
       CASE WHEN p.at_path = 'same' THEN 'in_place'
            WHEN p.at_path IS NULL AND p.path GLOB '/memfd:*' AND p.nlink = 0 THEN 'memory'
            WHEN p.at_path = 'outside' THEN 'outside'
            WHEN p.at_path IS NULL THEN NULL
            WHEN p.mount_id > 0
                 AND NOT EXISTS (SELECT 1 FROM mountinfo AS m JOIN process_links AS l ON l.snapshot_id = m.snapshot_id AND l.pid = m.pid
                                   AND l.tid = m.pid AND l.link = 'ns/mnt' AND l.inode = p.mount_namespace
                                 WHERE m.snapshot_id = p.snapshot_id AND m.mount_id = p.mount_id)
                 THEN iif(EXISTS (SELECT 1 FROM mountinfo AS m JOIN process_links AS l ON l.snapshot_id = m.snapshot_id AND l.pid = m.pid
                                    AND l.tid = m.pid AND l.link = 'ns/mnt' AND l.inode = p.mount_namespace
                                  WHERE m.snapshot_id = p.snapshot_id), 'other_namespace', NULL)
            WHEN substr(p.path, -10) <> ' (deleted)' THEN 'covered'
            WHEN p.nlink > 0 THEN 'linked_elsewhere'
            WHEN p.at_path = 'absent' THEN 'deleted'
            WHEN EXISTS (SELECT 1 FROM program_replacements AS r
                         WHERE r.snapshot_id = p.snapshot_id AND r.program = p.program AND r.file_type = 'regular'
                           AND r.uid = p.uid AND r.gid = p.gid AND r.mode & 511 = p.mode & 511 AND r.mode & 3072 & ~p.mode = 0
                           AND r.mode & 73 <> 0) THEN 'upgraded'
            ELSE 'replaced' END,
       p.inode,
       (SELECT r.inode FROM program_replacements AS r WHERE r.snapshot_id = p.snapshot_id AND r.program = p.program),
       (SELECT r.file_type FROM program_replacements AS r WHERE r.snapshot_id = p.snapshot_id AND r.program = p.program),
       (SELECT r.modified_ns FROM program_replacements AS r WHERE r.snapshot_id = p.snapshot_id AND r.program = p.program),
       p.snapshot_id, p.member_id, p.line
FROM programs AS p;

CREATE VIEW executables (
    -- A program file that processes run, by what is known of it.
    path, -- as the kernel gives it: with ' (deleted)' behind it when it is no longer there
    mount_namespace, -- inode number of the mount namespace that the path is of; NULL when not known
    deleted, -- 1 when the path ends in ' (deleted)'
    device, -- st_dev of the file; NULL when the file was not asked, as all below that are of the file
    inode, -- inode of the file
    bytes, -- size of the file
    sha256, -- SHA-256 of the file, hex; NULL without --hash-exe
    processes, -- how many processes run it
    snapshot_id, -- the snapshot
    fate, -- what became of the file: see program_fates
    layer, -- of a file on an overlay: upper (made or changed in the container), lower (of the image)
    mode, -- permissions, with 2048 set-uid, 1024 set-gid, 512 sticky
    setuid, -- 1 when it runs as its owner
    setgid, -- 1 when it runs as its group
    cap_permitted, -- capabilities of the file, hex: executable_capabilities has their names; NULL without
    nlink, -- names that the file has; 0: it was deleted, or never had one
    uid, -- owner
    gid, -- group
    block_size, -- best size of a read
    accessed_ns, -- last access, nanoseconds since the epoch
    modified_ns, -- last change of its content, likewise
    changed_ns, -- last change of its attributes, likewise
    born_ns, -- when it was made, likewise
    program -- its number in programs; NULL when there is none
) AS
SELECT e.path, e.mount_namespace, CAST(substr(e.path, -10) = ' (deleted)' AS INTEGER), CAST(coalesce(p.device_number, e.device) AS INTEGER),
       CAST(coalesce(p.inode, e.inode) AS INTEGER), CAST(coalesce(p.size, e.bytes) AS INTEGER),
       CASE WHEN p.inode IS NULL OR (p.inode = e.inode AND p.device_number = e.device) THEN e.sha256 END, e.processes, e.snapshot_id,
       (SELECT f.fate FROM program_fates AS f WHERE f.snapshot_id = e.snapshot_id AND f.program = e.program), p.layer, p.mode,
       CAST(p.mode & 2048 <> 0 AS INTEGER), CAST(p.mode & 1024 <> 0 AS INTEGER), p.cap_permitted, p.nlink, p.uid, p.gid, p.block_size,
       p.accessed_ns, p.modified_ns, p.changed_ns, p.born_ns, e.program
FROM (SELECT l.target AS path, m.inode AS mount_namespace, h.device, h.inode, h.bytes, h.sha256, CAST(count(*) AS INTEGER) AS processes,
             l.snapshot_id, (SELECT q.program FROM program_processes AS r
                             JOIN programs AS q ON q.snapshot_id = r.snapshot_id AND q.program = r.program
                             WHERE r.snapshot_id = s.snapshot_id AND r.pid = s.pid AND q.path = l.target LIMIT 1) AS program
      FROM snapshots AS n
      JOIN process_stat AS s ON s.snapshot_id = n.snapshot_id AND s.tid = s.pid
      JOIN process_links AS l ON l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'exe'
      LEFT JOIN process_links AS m ON m.snapshot_id = s.snapshot_id AND m.pid = s.pid AND m.tid = s.pid AND m.link = 'ns/mnt'
      LEFT JOIN executable_hashes AS h ON h.snapshot_id = s.snapshot_id AND h.pid = s.pid
      WHERE l.target IS NOT NULL
      GROUP BY l.snapshot_id, l.target, m.inode, h.device, h.inode, h.bytes, h.sha256, program) AS e
LEFT JOIN programs AS p ON p.snapshot_id = e.snapshot_id AND p.program = e.program;

CREATE VIEW executable_capabilities (
    -- A capability of the file of a program that runs: whoever starts it gets it.
    path, -- the program
    mount_namespace, -- inode number of the mount namespace that the path is of
    capability_set, -- permitted, or inheritable (it gets it if it has it as inheritable)
    capability, -- name, as cap_net_raw; the number of one that has none here
    effective, -- 1 when it is effective at once
    root_uid, -- uid that is root in the user namespace for which alone it counts; NULL for all
    snapshot_id, -- the snapshot
    member_id, -- where the program was read
    line -- line of that member
) AS
WITH digits (position) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15))
SELECT s.path, s.mount_namespace, s.capability_set, coalesce(n.name, CAST(s.position * 4 + b.bit AS TEXT)), s.cap_effective,
       s.cap_root_uid, s.snapshot_id, s.member_id, s.line
FROM (SELECT t.*, d.position, instr('0123456789abcdef', substr(t.bits, -1 - d.position, 1)) - 1 AS digit
      FROM (SELECT *, 'permitted' AS capability_set, cap_permitted AS bits FROM programs
            UNION ALL SELECT *, 'inheritable', cap_inheritable FROM programs) AS t
      JOIN digits AS d ON d.position < length(t.bits)) AS s
JOIN (SELECT 0 AS bit UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) AS b ON s.digit >> b.bit & 1
LEFT JOIN capability_names AS n ON n.bit = s.position * 4 + b.bit;

CREATE VIEW saved_programs (
    -- A program that collect --save-deleted copied, or should have: analyze extract writes the copy to proc/PID/exe.saved. Of processes that run the same file, the first one has it.
    pid, -- process from which it was read
    path, -- the program, as the kernel names it
    fate, -- what became of its file: see program_fates
    state, -- ok, or what the copy lacks: see members
    reason, -- why it was skipped or cut
    bytes, -- bytes of the copy; NULL where there is none, as the digest
    sha256, -- SHA-256 of the copy, hex; of the whole program where the state is ok
    verified, -- 1 when the bytes in the archive have that digest
    size, -- size of the program's file
    inode, -- inode of the program's file
    member, -- name of the member
    snapshot_id, -- the snapshot
    member_id -- the member
) AS
SELECT r.pid, p.path, (SELECT f.fate FROM program_fates AS f WHERE f.snapshot_id = p.snapshot_id AND f.program = p.program), m.state,
       m.reason, m.bytes, m.sha256, m.verified, p.size, p.inode, m.path, m.snapshot_id, m.member_id
FROM members AS m
JOIN program_processes AS r ON r.snapshot_id = m.snapshot_id
 AND r.pid = CAST(substr(m.path, 6) AS INTEGER)
JOIN programs AS p ON p.snapshot_id = r.snapshot_id AND p.program = r.program
WHERE m.path GLOB 'proc/[0-9]*/exe.saved' AND m.path >= 'proc/' AND m.path < 'proc0';

CREATE VIEW hash (
    -- The digest of a program that runs, as osquery, where collect --hash-exe was asked for.  The path of a deleted program ends in ' (deleted)', so that the program is not taken for the file that has the path now.  A join by path finds the file of that path, which a process with on_disk 0 does not run: executable_hashes has the digests by process.
    path, -- the file, as the processes of mount_namespace_id see it: another namespace may have another file of that path
    directory, -- directory of the file
    md5, -- NULL: collect makes SHA-256 alone
    sha1, -- NULL: collect makes SHA-256 alone
    sha256, -- SHA-256, hex
    mount_namespace_id, -- inode number of the mount namespace that the path is of; NULL when not known
    snapshot_id, -- the snapshot
    deleted -- 1 when the file is no longer there
) AS
-- What stands before the last slash, which is looked for in the last 256 characters, as long as a name can be: rtrim() takes time by the square
-- of the length.
SELECT path,
       coalesce(nullif(rtrim(substr(path, 1, length(path) - length(substr(path, -256)) + length(rtrim(substr(path, -256), replace(substr(path, -256), '/', '')))), '/'), ''), '/'),
       CAST(NULL AS TEXT), CAST(NULL AS TEXT), sha256 COLLATE NOCASE, CAST(mount_namespace AS TEXT), snapshot_id, deleted
FROM executables WHERE sha256 IS NOT NULL;

CREATE VIEW file (
    -- A program file that runs, as osquery.  The path of a deleted program is as in hash.
    path, -- the file, as the processes of mount_namespace_id see it: another namespace may have another file of that path
    directory, -- directory of the file
    filename, -- name in it
    inode, -- inode of the file; NULL when the file was not asked, as all below that are of the file
    uid, -- owner
    gid, -- group
    mode, -- permissions in octal, as 0755; 4755 with set-uid
    device, -- 0: the number of a device file, which a program is not; the one of its file system is in executables
    size, -- bytes
    block_size, -- best size of a read
    atime, -- last access, seconds since the epoch
    mtime, -- last change of its content, likewise
    ctime, -- last change of its attributes, likewise
    btime, -- 0, as osquery says on Linux; executables has it
    hard_links, -- names that the file has; 0: it was deleted, or never had one
    symlink, -- 0: the kernel names the file behind all links
    type, -- regular: the kernel runs nothing else
    symlink_target_path, -- NULL: it is no link
    mount_namespace_id, -- inode number of the mount namespace that the path is of; NULL when not known
    snapshot_id, -- the snapshot
    deleted -- 1 when the file is no longer there
) AS
SELECT path,
       coalesce(nullif(rtrim(substr(path, 1, length(path) - length(substr(path, -256)) + length(rtrim(substr(path, -256), replace(substr(path, -256), '/', '')))), '/'), ''), '/'),
       substr(substr(path, -256), length(rtrim(substr(path, -256), replace(substr(path, -256), '/', ''))) + 1), inode, uid, gid,
       CAST(iif(mode IS NULL, NULL, printf('%04o', mode)) AS TEXT), CAST(0 AS INTEGER), bytes, block_size,
       CAST(accessed_ns / 1000000000 AS INTEGER), CAST(modified_ns / 1000000000 AS INTEGER), CAST(changed_ns / 1000000000 AS INTEGER), CAST(0 AS INTEGER), nlink, CAST(0 AS INTEGER),
       'regular', CAST(NULL AS TEXT), CAST(mount_namespace AS TEXT), snapshot_id, deleted
FROM executables;
