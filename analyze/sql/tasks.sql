-- The processes of a snapshot, and with ?1 their threads.  The names of the columns are those of TASK_NUMBERS and TASK_TEXTS.
--
-- A process counts when anything of it was read, or when it was seen and could not be read.  A thread has what its process has, as far as
-- nothing was read of its own.
WITH
pids AS (
    SELECT pid FROM process_stat WHERE tid = pid
    UNION
    SELECT pid FROM process_status WHERE tid = pid
    UNION
    SELECT pid FROM process_values
    UNION
    SELECT pid FROM process_links WHERE tid = pid
    UNION
    SELECT v.pid FROM process_views AS v
    JOIN members AS m ON m.path = 'proc/' || v.pid || '/stat' AND m.state NOT IN ('ok', 'vanished', 'absent')
),
tasks AS (
    SELECT pid, pid AS tid FROM pids
    UNION
    SELECT pid, tid FROM process_stat WHERE ?1
)
SELECT k.pid, k.tid, s.ppid, s.pgrp, s.session, s.tty_nr, s.tpgid, s.flags, s.minflt, s.majflt, s.utime + s.stime AS ticks, s.priority,
       s.nice, coalesce(s.num_threads, p.threads) AS threads, s.starttime, s.rss, s.vsize, s.processor, s.rt_priority, s.policy,
       coalesce(t.uid, p.uid) AS uid, coalesce(t.euid, p.euid) AS euid, coalesce(t.suid, p.suid) AS suid,
       coalesce(t.fsuid, p.fsuid) AS fsuid, coalesce(t.gid, p.gid) AS gid, coalesce(t.egid, p.egid) AS egid,
       coalesce(t.sgid, p.sgid) AS sgid, coalesce(t.fsgid, p.fsgid) AS fsgid, p.vm_size, p.vm_rss, p.vm_lck,
       p.pid IS NOT NULL AS status, m.started_ns AS read_ns,
       (SELECT CAST(v.value AS INTEGER) FROM process_values AS v WHERE v.pid = k.pid AND v.file = 'loginuid') AS loginuid,
       (SELECT count(*) FROM process_fds AS f WHERE f.pid = k.pid AND f.tid = k.tid) AS fds,
       (SELECT count(DISTINCT f.inode) FROM process_fds AS f WHERE f.pid = k.pid AND f.type = 'socket') AS sockets,
       (SELECT l.inode FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.pid AND l.link = 'ns/cgroup') AS cgroup_ns,
       (SELECT l.inode FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.pid AND l.link = 'ns/ipc') AS ipc_ns,
       (SELECT l.inode FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.pid AND l.link = 'ns/mnt') AS mnt_ns,
       coalesce((SELECT l.inode FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.tid AND l.link = 'ns/net'),
                (SELECT l.inode FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.pid AND l.link = 'ns/net')) AS net_ns,
       (SELECT l.inode FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.pid AND l.link = 'ns/pid') AS pid_ns,
       (SELECT l.inode FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.pid AND l.link = 'ns/user') AS user_ns,
       (SELECT l.inode FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.pid AND l.link = 'ns/uts') AS uts_ns,
       (SELECT l.inode FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.pid AND l.link = 'ns/time') AS time_ns,
       coalesce(s.comm,
                (SELECT v.value FROM process_values AS v WHERE v.pid = k.pid AND v.file = 'comm'),
                (SELECT max(v.comm) FROM process_views AS v WHERE v.pid = k.pid)) AS comm,
       s.state,
       (SELECT v.value FROM process_values AS v WHERE v.pid = k.pid AND v.file = 'cmdline') AS args,
       (SELECT l.target FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.pid AND l.link = 'exe') AS exe,
       (SELECT l.target FROM process_links AS l WHERE l.pid = k.pid AND l.tid = k.pid AND l.link = 'cwd') AS cwd,
       (SELECT v.value FROM process_values AS v WHERE v.pid = k.pid AND v.file = 'attr/current') AS label,
       (SELECT iif(count(*) > 0, coalesce(group_concat(nullif(c.hierarchy || ':' || c.controllers || ':' || c.cgroup_path,
                                                              c.hierarchy || ':' || c.controllers || ':/'), ','), '-'), NULL)
        FROM (SELECT * FROM process_cgroups WHERE pid = k.pid ORDER BY line) AS c) AS cgroup,
       (SELECT coalesce(c.runtime || ':', '') || coalesce(c.container_id, iif(c.pid_namespace IS NULL, '?', 'pid:[' || c.pid_namespace || ']'))
        FROM process_containers AS c WHERE c.pid = k.pid) AS container,
       iif(p.groups = '', '-', replace(p.groups, ' ', ',')) AS groups
FROM tasks AS k
LEFT JOIN process_stat AS s ON s.pid = k.pid AND s.tid = k.tid
LEFT JOIN process_status AS p ON p.pid = k.pid AND p.tid = k.pid
LEFT JOIN process_status AS t ON t.pid = k.pid AND t.tid = k.tid AND k.tid <> k.pid
LEFT JOIN members AS m ON m.member_id = s.member_id
ORDER BY k.pid, k.tid;
