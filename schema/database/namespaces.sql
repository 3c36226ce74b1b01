-- Network namespaces, and the namespaces of processes.

CREATE TABLE net_namespace_sightings (
    -- A way in which a network namespace was found; net_namespaces has one row for each namespace.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    how TEXT NOT NULL, -- process or thread: one lives in it; mount: it is bound there; descriptor, socket, tun: a descriptor keeps it; listns: the kernel names it
    pid INTEGER, -- the process that lives in it, holds it, or has it in its mount namespace; NULL where there is none
    place TEXT, -- mount point, task/TID, fd/N or task/TID/fd/N; NULL for a process's own
    user_namespace INTEGER, -- inode number of the user namespace that owns it; NULL when not known
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX net_namespace_sightings_by_inode ON net_namespace_sightings (snapshot_id, net_namespace);

CREATE TABLE rtnl_nsid (
    -- A number that a network namespace has for another one (RTM_NEWNSID); link_netnsid of rtnl_link refers to it.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- ordinal of the message in the member
    net_namespace INTEGER NOT NULL, -- inode number of the namespace
    nsid INTEGER, -- the number, -1 when none was given
    current_nsid INTEGER, -- its number in the namespace that asked
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW net_namespaces (
    -- A network namespace: how it was found, its name, and who and what is in it.
    net_namespace, -- inode number of the namespace
    name, -- name below /run/netns or /run/docker/netns, where it has one
    how, -- the ways in which it was found, joined by commas, see net_namespace_sightings; NULL when collect could not name it and only a process's link shows it
    pid, -- a process that lives in it, the one with the lowest number; NULL where none does
    user_namespace, -- inode number of the user namespace that owns it; NULL when not known
    processes, -- processes that live in it
    threads, -- threads that live in it and whose process does not
    sockets, -- sockets that were seen in it, but for collect's own
    snapshot_id -- the snapshot
) AS
-- Grouped within, not above: SQLite hands a condition on the snapshot down one level.
WITH found AS (
    SELECT snapshot_id, net_namespace FROM net_namespace_sightings GROUP BY snapshot_id, net_namespace
    UNION ALL
    SELECT l.snapshot_id, l.inode FROM process_links AS l
    WHERE l.link = 'ns/net' AND l.inode > 0
      AND NOT EXISTS (SELECT 1 FROM net_namespace_sightings AS n WHERE n.snapshot_id = l.snapshot_id AND n.net_namespace = l.inode)
    GROUP BY l.snapshot_id, l.inode
)
SELECT f.net_namespace,
       -- /var/run is most often a link to /run, but a mount table says what it was.
       (SELECT CASE WHEN n.place GLOB '*/run/docker/netns/*' THEN substr(n.place, instr(n.place, '/run/docker/netns/') + 18)
                    ELSE substr(n.place, instr(n.place, '/run/netns/') + 11) END
        FROM net_namespace_sightings AS n
        WHERE n.snapshot_id = f.snapshot_id AND n.net_namespace = f.net_namespace AND n.how = 'mount'
          AND (n.place GLOB '*/run/netns/*' OR n.place GLOB '*/run/docker/netns/*')
        ORDER BY n.line LIMIT 1),
       (SELECT group_concat(DISTINCT n.how) FROM net_namespace_sightings AS n
        WHERE n.snapshot_id = f.snapshot_id AND n.net_namespace = f.net_namespace),
       (SELECT min(l.pid) FROM process_links AS l
        WHERE l.snapshot_id = f.snapshot_id AND l.link = 'ns/net' AND l.inode = f.net_namespace AND l.tid = l.pid),
       (SELECT max(n.user_namespace) FROM net_namespace_sightings AS n
        WHERE n.snapshot_id = f.snapshot_id AND n.net_namespace = f.net_namespace),
       (SELECT count(*) FROM process_links AS l
        WHERE l.snapshot_id = f.snapshot_id AND l.link = 'ns/net' AND l.inode = f.net_namespace AND l.tid = l.pid),
       (SELECT count(*) FROM process_links AS l
        WHERE l.snapshot_id = f.snapshot_id AND l.link = 'ns/net' AND l.inode = f.net_namespace AND l.tid <> l.pid
          AND NOT EXISTS (SELECT 1 FROM process_links AS p
                          WHERE p.snapshot_id = l.snapshot_id AND p.pid = l.pid AND p.tid = l.pid AND p.link = 'ns/net'
                            AND p.inode = l.inode)),
       (SELECT count(*) FROM sockets AS s
        WHERE s.snapshot_id = f.snapshot_id AND s.net_namespace = f.net_namespace
          AND +s.ownership NOT IN ('collector', 'forged')),
       f.snapshot_id
FROM found AS f;

CREATE VIEW process_namespaces (
    -- The namespaces of a process by inode number, as osquery; empty where the link could not be read.
    pid, -- process
    cgroup_namespace, -- ns/cgroup
    ipc_namespace, -- ns/ipc
    mnt_namespace, -- ns/mnt
    net_namespace, -- ns/net
    pid_namespace, -- ns/pid
    user_namespace, -- ns/user
    uts_namespace, -- ns/uts
    snapshot_id -- the snapshot
) AS
SELECT s.pid,
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/cgroup'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/ipc'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/mnt'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/net'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/pid'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/user'), '') AS TEXT),
       CAST(coalesce((SELECT l.inode FROM process_links AS l
                      WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = 'ns/uts'), '') AS TEXT),
       s.snapshot_id
FROM process_stat AS s
WHERE s.tid = s.pid;
