-- Which ways of looking show a process, and what may hide one.

CREATE TABLE process_views (
    -- A process that one way of looking for processes showed.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    view TEXT NOT NULL, -- listed (the visible /proc), opened (/proc/N for every N), known (the kernel answers for the number), private (a procfs of collect's own), cgroups (cgroup.procs)
    pid INTEGER NOT NULL, -- process
    starttime INTEGER, -- start in clock ticks after boot; NULL when not known
    comm TEXT, -- name of its first thread; NULL when not known
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_views_by_pid ON process_views (snapshot_id, pid, view);

CREATE VIEW process_sightings (
    -- A process, and which ways of looking for processes showed it: 1 yes, 0 no, NULL where collect could not look that way. collect used the ways one after the other, so a process that came or went meanwhile is in some and not in others; hidden is 1 where that is not the reason.
    pid, -- process
    name, -- name of its first thread
    starttime, -- start in clock ticks after boot
    listed, -- the visible /proc lists it; 0 alone does not mean that it hides
    opened, -- /proc/PID can be opened
    known, -- the kernel answers for the number
    private, -- a procfs of collect's own lists it
    cgroups, -- it stands in a cgroup.procs
    snapshot_id, -- the snapshot
    covered, -- 1 where something is mounted over its /proc/PID, or over a file below: see process_covers
    hidden -- 1 where the visible /proc does not list it although it was there before and after: it had started a tenth of a second before the last listing began, and was read after that had ended; 0 where it is listed, had ended before it could be read, or started later; NULL where that cannot be told, as of a process that may not be read
) AS
WITH
seen AS (
    SELECT v.snapshot_id, v.pid, max(v.comm) AS name, max(v.starttime) AS starttime, max(v.view = 'listed') AS listed,
           max(v.view = 'opened') AS opened, max(v.view = 'known') AS known, max(v.view = 'private') AS private,
           max(v.view = 'cgroups') AS cgroups
    FROM process_views AS v
    GROUP BY v.snapshot_id, v.pid
),
-- A way that could look everywhere did not find the processes that it does not show.
looked AS (
    SELECT s.snapshot_id, s.pid, s.name, s.starttime,
           iif(s.listed, 1, (SELECT 0 FROM members AS m WHERE m.snapshot_id = s.snapshot_id AND m.path = 'views/listed' AND m.state IN ('ok', 'empty'))) AS listed,
           iif(s.opened, 1, (SELECT 0 FROM members AS m WHERE m.snapshot_id = s.snapshot_id AND m.path = 'views/opened' AND m.state IN ('ok', 'empty'))) AS opened,
           iif(s.known, 1, (SELECT 0 FROM members AS m WHERE m.snapshot_id = s.snapshot_id AND m.path = 'views/known' AND m.state IN ('ok', 'empty'))) AS known,
           iif(s.private, 1, (SELECT 0 FROM members AS m WHERE m.snapshot_id = s.snapshot_id AND m.path = 'views/private' AND m.state IN ('ok', 'empty'))) AS private,
           iif(s.cgroups, 1, (SELECT 0 FROM members AS m WHERE m.snapshot_id = s.snapshot_id AND m.path = 'views/cgroups' AND m.state IN ('ok', 'empty'))) AS cgroups
    FROM seen AS s
)
SELECT l.pid, l.name, l.starttime, l.listed, l.opened, l.known, l.private, l.cgroups, l.snapshot_id,
       EXISTS (SELECT 1 FROM members AS m
               WHERE m.snapshot_id = l.snapshot_id AND m.path > 'proc/' || l.pid || '/visible/'
                 AND m.path < 'proc/' || l.pid || '/visible0'), -- '0' is the byte behind '/'
       CASE l.listed
       WHEN 1 THEN 0
       WHEN 0 THEN
           -- Nanoseconds after boot: of its start, and of the listing, by way of meta.json, which was written by both clocks.
           (SELECT CASE
                   WHEN t.start > t.listing + t.took_ns THEN 0
                   WHEN t.start < t.listing - 100000000
                        AND EXISTS (SELECT 1 FROM members AS m
                                    WHERE m.snapshot_id = l.snapshot_id AND m.path > 'proc/' || l.pid || '/'
                                      AND m.path < 'proc/' || l.pid || '0' AND m.path NOT GLOB 'proc/*/visible/*'
                                      AND m.state = 'ok' AND m.monotonic_ns > t.monotonic_ns + t.took_ns) THEN 1
                   WHEN EXISTS (SELECT 1 FROM members AS m
                                WHERE m.snapshot_id = l.snapshot_id AND m.path = 'proc/' || l.pid || '/stat'
                                  AND m.state = 'vanished') THEN 0
                   END
            FROM (SELECT l.starttime * (1000000000 / n.clock_ticks) AS start,
                         first.started_ns - n.booted_ns + view.monotonic_ns - first.monotonic_ns AS listing,
                         view.monotonic_ns, view.took_ns
                  FROM snapshots AS n
                  JOIN members AS first ON first.snapshot_id = n.snapshot_id AND first.path = 'meta.json'
                  JOIN members AS view ON view.snapshot_id = n.snapshot_id AND view.path = 'views/listed'
                  WHERE n.snapshot_id = l.snapshot_id) AS t)
       END
FROM looked AS l;

CREATE VIEW hidden_processes (
    -- A process that hides from the visible /proc: process_sightings calls it hidden, and no harmless cause explains that. Processes that came or went meanwhile are not in here, nor is any process of a host whose /proc was mounted with hidepid=, which keeps users from each other's processes.
    pid, -- process
    name, -- name of its first thread
    starttime, -- start in clock ticks after boot
    opened, -- /proc/PID can be opened: 1 yes, 0 no, NULL where collect could not look that way
    known, -- the kernel answers for the number
    private, -- a procfs of collect's own lists it
    cgroups, -- it stands in a cgroup.procs
    covered, -- 1 where something is mounted over its /proc/PID, or over a file below: see process_covers
    snapshot_id -- the snapshot
) AS
SELECT s.pid, s.name, s.starttime, s.opened, s.known, s.private, s.cgroups, s.covered, s.snapshot_id
FROM process_sightings AS s
WHERE s.hidden = 1
  -- proc_pid_readdir (fs/proc/base.c) leaves out processes for 2 (invisible) and 4 (ptraceable), not for 1 (noaccess).
  AND NOT EXISTS (SELECT 1 FROM mountinfo AS m
                  WHERE m.snapshot_id = s.snapshot_id AND m.mount_point = '/proc' AND m.super_options GLOB '*hidepid=[2-9ip]*');

CREATE VIEW process_covers (
    -- A file of a process over whose /proc/PID something is mounted: the file that everybody else sees, and the one that collect's own procfs shows.
    pid, -- process
    file, -- path below /proc/PID
    visible_state, -- state of the member that holds what the mount shows: absent where it has no such file
    state, -- state of the true one; NULL where collect has none
    same, -- 1 when the bytes are the same, 0 when not, NULL when one of them is missing; those of stat, status and io change by themselves
    visible_member_id, -- what the mount shows
    member_id, -- the true one
    snapshot_id -- the snapshot
) AS
SELECT CAST(substr(v.path, 6) AS INTEGER), substr(v.path, instr(v.path, '/visible/') + 9), v.state, t.state,
       v.sha256 = t.sha256, v.member_id, t.member_id, v.snapshot_id
FROM members AS v
LEFT JOIN members AS t
  ON t.snapshot_id = v.snapshot_id AND t.path = replace(v.path, '/visible/', '/')
WHERE v.path GLOB 'proc/[0-9]*/visible/?*';
