-- What happened when, over all snapshots: one view of everything that has a time.

CREATE VIEW timeline (
    -- An event of a host, once for all snapshots that show it: a boot, the start of a process, a login, a BPF program that was loaded, what the file of a running program says of itself, what collect did, a finding when it was seen first. What has no time that can be told is not in it: timeline_gaps counts that. A host that was captured from several pid namespaces has a process in each of them, under another number. The names of the first three columns are those of Timesketch.
    message, -- what happened, in a sentence
    datetime, -- when, ISO 8601, UTC, microseconds, by the clock of the host; a process starts at a hundredth of a second on most kernels
    timestamp_desc, -- what the time is
    timestamp, -- the time in microseconds since the epoch
    event, -- boot, process (start), login, logout, bpf (load), file (of a program that runs, or that is at its path now: made, content changed, attributes changed), capture, finding
    host, -- node name of the host, as the snapshot has it
    pid, -- process; NULL where there is none
    process_name, -- its name
    program, -- its executable, as the kernel names it; the program that a file is told of
    command_line, -- its arguments
    user, -- name of its effective user, of who logged in, who loaded the program, or who owns the file; the number where /etc/passwd has no name
    container_id, -- its container; NULL outside of containers
    time_ns, -- the time in nanoseconds since the epoch
    evidence, -- member and line; meta.json is what collect says of itself and of the clocks
    first_snapshot_id, -- the first snapshot that shows it, from which the row is
    host_key, -- the host, as in snapshot_hosts
    boot_key -- the boot, as in snapshot_hosts
) AS
WITH
-- One start for all snapshots of a boot: each computes it anew from clocks that are set and slewed, and times after boot must not
-- move with it.
runs AS MATERIALIZED (
    SELECT n.snapshot_id, n.host, n.kernel, n.started_ns, n.finished_ns, n.result, n.tool_version, n.tool_pid, n.pid_namespace, n.case_id,
           h.host_key, h.boot_key, 1000000000 / n.clock_ticks AS tick_ns,
           first_value(n.booted_ns) OVER (PARTITION BY h.boot_key ORDER BY n.booted_ns IS NULL, n.started_ns, n.snapshot_id) AS booted_ns
    FROM snapshots AS n
    JOIN snapshot_hosts AS h ON h.snapshot_id = n.snapshot_id
),
-- The file of each program that runs, and the one that is at its path now where that is another one.
files AS (
    SELECT snapshot_id, member_id, line, iif(path GLOB '* (deleted)', substr(path, 1, length(path) - 10), path) AS name, device, inode,
           uid, modified_ns, changed_ns, born_ns
    FROM programs
    UNION ALL
    SELECT r.snapshot_id, r.member_id, r.line,
           'the file that is now at ' || iif(p.path GLOB '* (deleted)', substr(p.path, 1, length(p.path) - 10), p.path), r.device, r.inode,
           r.uid, r.modified_ns, r.changed_ns, r.born_ns
    FROM program_replacements AS r
    JOIN programs AS p ON p.snapshot_id = r.snapshot_id AND p.program = r.program
),
file_times AS (
    SELECT *, modified_ns AS time_ns, 'Content Modification Time' AS time_is, name || ': its content was changed' AS what FROM files
    UNION ALL
    SELECT *, changed_ns, 'Metadata Modification Time', name || ': its attributes or its names were changed' FROM files
    UNION ALL
    -- Some file systems that do not keep it say 0.
    SELECT *, nullif(born_ns, 0), 'Creation Time', name || ': it was made' FROM files
),
-- Grouped by what makes it the same event; SQLite takes the other columns from the row that has the min(), the first.
events AS (
    SELECT r.booted_ns AS time_ns, 'boot' AS event, 'System Boot Time' AS time_is, 'the host was started: Linux ' || coalesce(r.kernel, '?') AS what,
           r.snapshot_id, NULL AS pid, NULL AS name, NULL AS uid, NULL AS user, NULL AS member_id, NULL AS line, min(r.started_ns)
    FROM runs AS r
    GROUP BY r.boot_key
    UNION ALL
    SELECT r.booted_ns + iif(p.starttime BETWEEN 0 AND 900000000000, p.starttime, NULL) * r.tick_ns, 'process', 'Process Start Time', NULL,
           r.snapshot_id, p.pid, p.comm, t.euid, NULL, p.member_id, p.line, min(r.started_ns)
    FROM runs AS r
    JOIN process_stat AS p ON p.snapshot_id = r.snapshot_id AND p.tid = p.pid AND p.pid IS NOT r.tool_pid
    LEFT JOIN process_status AS t ON t.snapshot_id = p.snapshot_id AND t.pid = p.pid AND t.tid = p.pid
    GROUP BY r.boot_key, r.pid_namespace, p.pid, p.starttime
    UNION ALL
    SELECT u.time * 1000000000 + u.microseconds * 1000, CASE u.type WHEN 2 THEN 'boot' WHEN 7 THEN 'login' ELSE 'logout' END,
           CASE u.type WHEN 2 THEN 'System Boot Time' WHEN 7 THEN 'Login Time' ELSE 'Logout Time' END,
           CASE u.type WHEN 2 THEN 'the host was started, as init noted in /run/utmp' WHEN 7 THEN 'login of ' || u.username ELSE 'logout' END
           || iif(u.type <> 2, ' on ' || u.tty, '') || iif(u.type = 7 AND u.host <> '', ' from ' || u.host, '')
           || iif(u.type = 7 AND coalesce(u.address, u.host) <> u.host, ' (' || u.address || ')', ''),
           r.snapshot_id, iif(u.type = 2, NULL, u.pid), NULL, NULL, nullif(iif(u.type = 2, '', u.username), ''), u.member_id, u.line, min(r.started_ns)
    FROM runs AS r
    JOIN utmp AS u ON u.snapshot_id = r.snapshot_id
    WHERE u.type IN (2, 7, 8) AND u.time BETWEEN 1 AND 9000000000 AND u.microseconds BETWEEN 0 AND 999999
    GROUP BY r.host_key, u.type, u.pid, u.tty, u.username, u.host, u.time, u.microseconds
    UNION ALL
    SELECT r.booted_ns + iif(b.load_time BETWEEN 0 AND 4000000000000000000, b.load_time, NULL), 'bpf', 'BPF Load Time',
           'BPF program ' || b.id || coalesce(' ' || b.name, '') || ' was loaded (type ' || coalesce(b.type, '?') || coalesce(', tag ' || b.tag, '') || ')',
           r.snapshot_id, NULL, NULL, b.uid, NULL, b.member_id, b.line, min(r.started_ns)
    FROM runs AS r
    JOIN bpf_objects AS b ON b.snapshot_id = r.snapshot_id AND b.kind = 'prog' AND b.load_time IS NOT NULL
    GROUP BY r.boot_key, b.id, b.load_time
    UNION ALL
    -- The times of files, in Plaso's words.  Not that of the last access: the processes that run them are told.
    SELECT f.time_ns, 'file', f.time_is, f.what, r.snapshot_id, NULL, NULL, f.uid, NULL, f.member_id, f.line, min(r.started_ns)
    FROM runs AS r
    JOIN file_times AS f ON f.snapshot_id = r.snapshot_id
    GROUP BY r.host_key, f.device, f.inode, f.what, f.time_ns
    UNION ALL
    SELECT r.started_ns, 'capture', 'Snapshot Start Time',
           'collect ' || coalesce(r.tool_version, '?') || ' began a snapshot' || coalesce(' of case ' || r.case_id, ''), r.snapshot_id, r.tool_pid,
           'collect', NULL, NULL, NULL, NULL, NULL
    FROM runs AS r
    UNION ALL
    SELECT r.finished_ns, 'capture', 'Snapshot End Time', 'collect ended the snapshot: ' || r.result, r.snapshot_id, r.tool_pid, 'collect', NULL,
           NULL, NULL, NULL, NULL
    FROM runs AS r
    WHERE r.finished_ns IS NOT NULL
    UNION ALL
    SELECT min(m.started_ns), 'capture', 'Capture Time',
           CASE substr(m.path, 5 + instr(substr(m.path, 5), '/'), 6) WHEN 'before' THEN 'collect began its first pass over the sockets'
               WHEN 'after/' THEN 'collect began its second pass over the sockets' END AS pass,
           r.snapshot_id, r.tool_pid, 'collect', NULL, NULL, m.member_id, NULL, NULL
    FROM runs AS r
    JOIN members AS m ON m.snapshot_id = r.snapshot_id AND m.path >= 'net/' AND m.path < 'net0'
    WHERE substr(m.path, 5 + instr(substr(m.path, 5), '/'), 6) IN ('before', 'after/') AND m.started_ns IS NOT NULL
    GROUP BY r.snapshot_id, pass
    UNION ALL
    SELECT min(m.started_ns), 'capture', 'Capture Time', 'collect began to read the processes', r.snapshot_id, r.tool_pid, 'collect', NULL, NULL,
           m.member_id, NULL, NULL
    FROM runs AS r
    JOIN members AS m ON m.snapshot_id = r.snapshot_id AND m.path GLOB 'proc/[1-9]*' AND m.path >= 'proc/1' AND m.path < 'proc/:'
    WHERE m.started_ns IS NOT NULL
    GROUP BY r.snapshot_id
    UNION ALL
    SELECT coalesce(m.started_ns, r.started_ns), 'finding', 'Finding First Seen', v.severity || ': ' || v.what, r.snapshot_id, f.pid,
           v.process_name, NULL, v.user, f.fact_member_id, f.fact_line, min(r.started_ns)
    FROM runs AS r
    JOIN finding_rows AS f ON f.snapshot_id = r.snapshot_id
    JOIN findings AS v ON v.finding_id = f.finding_id
    LEFT JOIN members AS m ON m.member_id = f.fact_member_id
    GROUP BY r.host_key, f.key, f.subject, f.program, f.container_id
),
told AS (
    SELECT e.*, r.host, r.host_key, r.boot_key,
           iif(e.event = 'file',
               coalesce((SELECT p.path FROM programs AS p
                         WHERE p.snapshot_id = e.snapshot_id AND p.member_id = e.member_id AND p.line = e.line),
                        (SELECT p.path FROM program_replacements AS q
                         JOIN programs AS p ON p.snapshot_id = q.snapshot_id AND p.program = q.program
                         WHERE q.snapshot_id = e.snapshot_id AND q.member_id = e.member_id AND q.line = e.line)),
               (SELECT l.target FROM process_links AS l
                WHERE l.snapshot_id = e.snapshot_id AND l.pid = e.pid AND l.tid = e.pid AND l.link = 'exe')) AS program,
           (SELECT v.value FROM process_values AS v
            WHERE v.snapshot_id = e.snapshot_id AND v.pid = e.pid AND v.file = 'cmdline') AS command_line,
           (SELECT c.container_id FROM process_containers AS c WHERE c.snapshot_id = e.snapshot_id AND c.pid = e.pid) AS container_id
    FROM events AS e
    JOIN runs AS r ON r.snapshot_id = e.snapshot_id
    WHERE e.time_ns BETWEEN 0 AND 9000000000000000000
)
SELECT coalesce(t.what, 'process ' || t.pid || ' ' || t.name || ' started' || coalesce(': ' || nullif(t.command_line, ''), '')),
       strftime('%Y-%m-%dT%H:%M:%S', t.time_ns / 1000000000, 'unixepoch') || printf('.%06dZ', t.time_ns / 1000 % 1000000), t.time_is,
       t.time_ns / 1000, t.event, t.host, t.pid, t.name, t.program, t.command_line,
       coalesce(t.user, (SELECT p.username FROM passwd_file AS p WHERE p.snapshot_id = t.snapshot_id AND p.uid = t.uid ORDER BY p.line LIMIT 1),
                CAST(t.uid AS TEXT)),
       t.container_id, t.time_ns,
       coalesce((SELECT m.path FROM members AS m WHERE m.member_id = t.member_id) || coalesce(':' || t.line, ''), 'meta.json'), t.snapshot_id,
       t.host_key, t.boot_key
FROM told AS t;

CREATE VIEW timeline_gaps (
    -- What is not in the timeline of a snapshot, because its time cannot be told: the host's start is not known, or the number is none.
    snapshot_id, -- the snapshot
    event, -- process, login, bpf, file
    events -- how many
) AS
SELECT n.snapshot_id, 'process', count(*)
FROM snapshots AS n JOIN process_stat AS p ON p.snapshot_id = n.snapshot_id AND p.tid = p.pid
WHERE n.booted_ns IS NULL OR coalesce(n.clock_ticks, 0) = 0 OR p.starttime NOT BETWEEN 0 AND 900000000000
GROUP BY n.snapshot_id
UNION ALL
SELECT u.snapshot_id, 'login', count(*) FROM utmp AS u
WHERE u.type IN (7, 8) AND (u.time NOT BETWEEN 1 AND 9000000000 OR u.microseconds NOT BETWEEN 0 AND 999999)
GROUP BY u.snapshot_id
UNION ALL
SELECT n.snapshot_id, 'bpf', count(*)
FROM snapshots AS n JOIN bpf_objects AS b ON b.snapshot_id = n.snapshot_id AND b.kind = 'prog'
WHERE n.booted_ns IS NULL OR b.load_time NOT BETWEEN 0 AND 4000000000000000000 OR b.load_time IS NULL
GROUP BY n.snapshot_id
UNION ALL
SELECT snapshot_id, 'file', programs + replacements
FROM (SELECT n.snapshot_id,
             (SELECT count(*) FROM programs AS p
              WHERE p.snapshot_id = n.snapshot_id AND (p.modified_ns NOT BETWEEN 0 AND 9000000000000000000
                                                       OR p.changed_ns NOT BETWEEN 0 AND 9000000000000000000)) AS programs,
             (SELECT count(*) FROM program_replacements AS r
              WHERE r.snapshot_id = n.snapshot_id AND (r.modified_ns NOT BETWEEN 0 AND 9000000000000000000
                                                       OR r.changed_ns NOT BETWEEN 0 AND 9000000000000000000)) AS replacements
      FROM snapshots AS n)
WHERE programs + replacements > 0;
