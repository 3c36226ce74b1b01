-- title: a library is loaded from a place where anybody can write
-- severity: medium
-- attack: T1574.006
-- facts: LD_PRELOAD or LD_AUDIT of the process, or LD_LIBRARY_PATH, names a path below /tmp, /var/tmp, /dev/shm, /run or a hidden directory
-- ruled out: libraries of the system, as jemalloc, fakeroot and eatmydata are
-- not excludable: developers' own builds. Whether the file is there is not read: a path that is missing, elsewhere, is not found
-- on the host: tr '\0' '\n' </proc/PID/environ | grep ^LD_
-- reads: proc/*/environ
SELECT e.pid, iif(t.euid = 0 AND s.ppid = 1 OR s.comm GLOB 'sshd*', 'high', NULL) AS severity,
       printf('%s, process %d, was started with %s=%s', s.comm, e.pid, e.key, e.value) AS what,
       printf('%s=%s', e.key, e.value) AS fact, e.member_id AS fact_member_id, e.line AS fact_line,
       printf('it runs %s', coalesce(p.program, '?')) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_environment AS e
JOIN process_stat AS s ON s.snapshot_id = ?1 AND s.pid = e.pid AND s.tid = e.pid
LEFT JOIN process_status AS t ON t.snapshot_id = ?1 AND t.pid = e.pid AND t.tid = e.pid
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = e.pid
WHERE e.snapshot_id = ?1 AND e.key IN ('LD_PRELOAD', 'LD_AUDIT', 'LD_LIBRARY_PATH')
  AND (':' || replace(e.value, ' ', ':') GLOB '*:/tmp/*' OR ':' || replace(e.value, ' ', ':') GLOB '*:/var/tmp/*'
       OR ':' || replace(e.value, ' ', ':') GLOB '*:/dev/shm/*' OR ':' || replace(e.value, ' ', ':') GLOB '*:/run/*'
       OR e.value GLOB '*/.[!./]*' OR e.value GLOB './*')
