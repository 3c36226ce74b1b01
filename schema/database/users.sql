-- Who may be who: the files of /etc that name users and groups, and who is logged in.

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
    -- A line of /etc/passwd or /etc/group that begins with a sign. In the compat mode of nsswitch.conf it takes users or groups from another source (NIS), or leaves some out; to glibc it is no user in any mode, but musl takes a line with all fields for a user whose name includes the sign.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    file TEXT NOT NULL, -- passwd or group
    action TEXT NOT NULL, -- include (+) or exclude (-)
    kind TEXT NOT NULL, -- all (the sign alone; to exclude so means nothing), name, netgroup
    entry TEXT, -- name of the user, group or netgroup, without sign and @; NULL for all
    fields TEXT, -- the other fields, as they are: a field that is not empty replaces the value of the other source; NULL when there are none
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
    -- A group of /etc/group, as osquery, but a group with the gid of another group is kept.
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
    -- A user and a group of the user, as osquery: the primary group and the groups that name the user.
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

CREATE VIEW logged_in_users (
    -- A record of /run/utmp, as osquery: logins and all other records except that of process 1.
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
