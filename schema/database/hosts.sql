-- Which host a snapshot is of: the one place that says so.

CREATE VIEW snapshot_hosts (
    -- Which host a snapshot is of, and which boot of it. Snapshots with one boot_id are of one boot, whatever the host was called then. Boots with one machine-id are of one host, unless one boot began before another boot was seen for the last time: then they are clones. Node names prove nothing. Without proof, two hosts count as different.
    snapshot_id, -- the snapshot
    host_key, -- the same for all snapshots of the host: its machine-id where that is its own, else boot_key
    boot_key, -- the same for all snapshots of the boot: its boot_id; where that was not read, 'snapshot N', which no other snapshot has
    view_key, -- the same for all snapshots that show the same part of the host: host_key and the pid namespace that collect ran in
    known_by, -- what host_key is: machine_id, boot_id, or snapshot (nothing known)
    started_ns, -- start of the snapshot, as in snapshots
    finished_ns, -- its end, the start where that is not known
    nearest_from_ns, -- of the snapshots with this view_key, this is the one nearest to a moment from here
    nearest_until_ns -- to here, this one not included
) AS
WITH
-- Images come with an empty machine-id, or with this word.
snaps AS (
    SELECT snapshot_id, coalesce(boot_id, 'snapshot ' || snapshot_id) AS boot_key, boot_id, pid_namespace, started_ns,
           nullif(nullif(machine_id, ''), 'uninitialized') AS machine_id, coalesce(finished_ns, started_ns) AS finished_ns,
           coalesce(booted_ns, started_ns) AS booted_ns
    FROM snapshots
),
-- For a boot that was also captured from containers, the machine-id that all of the host's own snapshots share.  Windows, not groups
-- that are joined again: with thousands of snapshots the join takes longer than all else.
boots AS (
    SELECT snapshot_id, boot_key, boot_id, pid_namespace, started_ns, finished_ns, min(booted_ns) OVER boot AS booted_ns,
           max(finished_ns) OVER boot AS seen_ns,
           coalesce(iif(min(machine_id) FILTER (WHERE pid_namespace = 4026531836) OVER boot =
                        max(machine_id) FILTER (WHERE pid_namespace = 4026531836) OVER boot,
                        min(machine_id) FILTER (WHERE pid_namespace = 4026531836) OVER boot, NULL),
                    iif(min(machine_id) OVER boot = max(machine_id) OVER boot, min(machine_id) OVER boot, NULL)) AS machine_id
    FROM snaps
    WINDOW boot AS (PARTITION BY boot_key, boot_id)
),
lives AS (
    SELECT *,
           boot_id IS NOT NULL AND machine_id IS NOT NULL
           AND max(iif(boot_id IS NULL, NULL, seen_ns)) OVER (PARTITION BY machine_id ORDER BY booted_ns, boot_key
                                                              GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
               >= booted_ns AS overlaps
    FROM boots
),
hosts AS (
    SELECT *, iif(machine_id IS NULL OR max(coalesce(overlaps, 0)) OVER (PARTITION BY machine_id), NULL, machine_id) AS own_machine_id
    FROM lives
),
known AS (
    SELECT snapshot_id, coalesce(own_machine_id, boot_key) AS host_key, boot_key,
           coalesce(own_machine_id, boot_key) || coalesce(' ' || pid_namespace, '') AS view_key,
           CASE WHEN own_machine_id IS NOT NULL THEN 'machine_id' WHEN boot_id IS NOT NULL THEN 'boot_id' ELSE 'snapshot' END AS known_by,
           started_ns, finished_ns
    FROM hosts
)
SELECT snapshot_id, host_key, boot_key, view_key, known_by, started_ns, finished_ns,
       coalesce(started_ns - (started_ns - lag(started_ns) OVER by_time) / 2, -9223372036854775808),
       coalesce(started_ns + (lead(started_ns) OVER by_time - started_ns + 1) / 2, 9223372036854775807)
FROM known
WINDOW by_time AS (PARTITION BY view_key ORDER BY started_ns, snapshot_id);

CREATE VIEW snapshot_neighbours (
    -- For each snapshot and each other host in the database, the snapshot of that host that is nearest in time. A host that was captured from several pid namespaces, as from within its containers, counts as one for each of them.
    snapshot_id, -- the snapshot
    other_snapshot_id, -- the nearest snapshot of another host, or of another pid namespace of this one: see view_key of snapshot_hosts
    seconds_apart, -- time between the two, by the clocks of the hosts; 0 when they overlap
    clock_offset_ns, -- by how much the clock of the other host is ahead, nanoseconds: by the boot-time clock where both are of one boot, 0 where both were synchronised; NULL when it cannot be told
    clock_error_ns -- how much that may be off, by the kernels' own estimates; NULL for one boot
) AS
SELECT a.snapshot_id, b.snapshot_id, max(0, b.started_ns - a.finished_ns, a.started_ns - b.finished_ns) / 1e9,
       CASE WHEN a.boot_key = b.boot_key THEN t.booted_ns - s.booted_ns
            WHEN s.clock_error_ns + t.clock_error_ns IS NOT NULL THEN 0 END,
       iif(a.boot_key = b.boot_key, NULL, s.clock_error_ns + t.clock_error_ns)
FROM snapshot_hosts AS a
JOIN snapshot_hosts AS b
  ON b.view_key <> a.view_key AND a.started_ns >= b.nearest_from_ns AND a.started_ns < b.nearest_until_ns
JOIN snapshots AS s ON s.snapshot_id = a.snapshot_id
JOIN snapshots AS t ON t.snapshot_id = b.snapshot_id;
