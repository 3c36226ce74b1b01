-- What two snapshots can be compared by: names of namespaces that outlive their numbers, and what was not read whole.

CREATE VIEW net_namespace_labels (
    -- What a network namespace is called in comparisons of snapshots, since its inode number lasts no longer than the boot.
    net_namespace, -- inode number of the namespace
    label, -- empty for that of process 1 (where no snapshot of the boot knows it, of collect); else its name below /run/netns or /run/docker/netns, else its inode number
    snapshot_id -- the snapshot
) AS
WITH
-- Process 1 may be readable in one snapshot of a boot and not in another.
first_processes AS (
    SELECT l.snapshot_id, o.boot_id, coalesce(o.pid_namespace, 0) AS pid_namespace, l.inode
    FROM snapshots AS o
    CROSS JOIN process_links AS l ON l.snapshot_id = o.snapshot_id
    WHERE l.pid = 1 AND l.tid = 1 AND l.link = 'ns/net' AND l.inode > 0
),
boots AS MATERIALIZED (
    SELECT boot_id, pid_namespace, min(inode) AS inode FROM first_processes WHERE boot_id IS NOT NULL GROUP BY boot_id, pid_namespace
)
SELECT v.net_namespace,
       iif(v.net_namespace = coalesce(
               (SELECT p.inode FROM first_processes AS p WHERE p.snapshot_id = n.snapshot_id),
               (SELECT b.inode FROM boots AS b WHERE b.boot_id = n.boot_id AND b.pid_namespace = coalesce(n.pid_namespace, 0)),
               (SELECT l.inode FROM process_links AS l
                WHERE l.snapshot_id = n.snapshot_id AND l.pid = n.tool_pid AND l.tid = n.tool_pid AND l.link = 'ns/net')),
           '', coalesce(v.name, CAST(v.net_namespace AS TEXT))),
       v.snapshot_id
FROM net_namespaces AS v
JOIN snapshots AS n ON n.snapshot_id = v.snapshot_id;

CREATE VIEW member_reads (
    -- Whether a member was read whole, so that what it does not list was not there.
    path, -- member name
    gap, -- empty when it was, when the host has no such file, or when the kernel's counters say that nothing is in it; else the path and why
    snapshot_id -- the snapshot
) AS
SELECT path,
       CASE WHEN state = 'skipped' AND reason GLOB 'sockstat: * inuse 0*' THEN ''
            WHEN state NOT IN ('ok', 'empty', 'absent', 'vanished') THEN path || ': ' || state || coalesce(', ' || coalesce(errno, reason), '')
            WHEN sha256 IS NOT NULL AND NOT verified THEN path || ': does not verify'
            WHEN EXISTS (SELECT 1 FROM problems AS p WHERE p.snapshot_id = m.snapshot_id AND p.member_id = m.member_id)
            THEN path || ': not understood'
            ELSE '' END,
       snapshot_id
FROM members AS m;

CREATE VIEW socket_table_reads (
    -- Whether a table of the sockets of one kind was read whole in a network namespace: as text in either pass, or as a dump. Some kinds have two.
    net_namespace, -- inode number of the namespace
    kind, -- tcp, udp, udplite, raw, unix, packet
    gap, -- empty when they were; else the member that was not, and why
    snapshot_id -- the snapshot
) AS
SELECT n.net_namespace, f.column3,
       iif(EXISTS (SELECT 1 FROM member_reads AS m
                                WHERE m.snapshot_id = n.snapshot_id AND m.gap = ''
                                  AND m.path IN (printf('net/%d/after/%s', n.net_namespace, f.column1),
                                                 printf('net/%d/before/%s', n.net_namespace, f.column1)))
                        OR EXISTS (SELECT 1 FROM members AS m
                                   WHERE m.snapshot_id = n.snapshot_id AND m.state IN ('ok', 'empty')
                                     AND m.path IN (printf('net/%d/after/diag/%s', n.net_namespace, f.column2),
                                                    printf('net/%d/before/diag/%s', n.net_namespace, f.column2))
                                     AND NOT EXISTS (SELECT 1 FROM member_reads AS p
                                                     WHERE p.snapshot_id = m.snapshot_id AND p.path >= m.path AND p.path < m.path || '/'
                                                       AND p.gap <> '')),
                        '',
                        coalesce((SELECT nullif(m.gap, '') FROM member_reads AS m
                                  WHERE m.snapshot_id = n.snapshot_id AND m.path = printf('net/%d/after/%s', n.net_namespace, f.column1)),
                                 printf('net/%d/after/%s: not in the snapshot', n.net_namespace, f.column1))),
       n.snapshot_id
FROM net_namespaces AS n
CROSS JOIN (VALUES ('tcp', 'tcp', 'tcp'), ('tcp6', 'tcp', 'tcp'), ('udp', 'udp', 'udp'), ('udp6', 'udp6', 'udp'),
                   ('udplite', 'udplite', 'udplite'), ('udplite6', 'udplite6', 'udplite'), ('raw', 'raw', 'raw'), ('raw6', 'raw6', 'raw'),
                   ('unix', 'unix', 'unix'), ('packet', 'packet', 'packet')) AS f;

CREATE VIEW unread_processes (
    -- A process whose program or whose namespaces are not known. Kernel threads have no program and no namespaces of their own.
    pid, -- process
    starttime, -- start in clock ticks after boot
    what, -- exe, or ns/net
    snapshot_id -- the snapshot
) AS
SELECT s.pid, s.starttime, w.column1, s.snapshot_id
FROM process_stat AS s
CROSS JOIN (VALUES ('exe'), ('ns/net')) AS w
WHERE s.tid = s.pid AND NOT s.flags & 0x200000
  AND NOT EXISTS (SELECT 1 FROM process_links AS l
                  WHERE l.snapshot_id = s.snapshot_id AND l.pid = s.pid AND l.tid = s.pid AND l.link = w.column1
                    AND (l.target IS NOT NULL OR l.inode IS NOT NULL OR l.errno IN ('ENOENT', 'ESRCH')))
  AND NOT EXISTS (SELECT 1 FROM members AS m
                  WHERE m.snapshot_id = s.snapshot_id AND m.path = printf('proc/%d/links', s.pid) AND m.state = 'vanished');
