-- title: two unix sockets listen at one path, which can lead to one of them alone
-- severity: low
-- attack: T1559
-- facts: both are bound to the same absolute path in the same mount namespace, and to different files: the file of one was deleted, and who connects to
--   the path reaches the other, perhaps in the belief that it is the first
-- ruled out: paths of other mount namespaces and file systems, relative paths, abstract names, sockets that do not listen
-- not excludable: a daemon that was started anew while the old one still serves its clients; a path below the root of a chroot. Where nothing else was bound
--   to the path, nobody can tell from a snapshot that its file is gone
-- on the host: ss -xlp | grep PATH; ls -i PATH
-- reads: net/*/after/diag/unix
WITH listeners AS MATERIALIZED (
    SELECT o.pid, d.path, d.vfs_inode, d.vfs_device, d.inode, d.member_id, d.line, m.inode AS mount_namespace, s.starttime, s.comm
    FROM diag_unix AS d
    JOIN process_fds AS o ON o.snapshot_id = ?1 AND o.type = 'socket' AND o.inode = d.inode
    JOIN process_links AS m ON m.snapshot_id = ?1 AND m.pid = o.pid AND m.tid = o.pid AND m.link = 'ns/mnt'
    JOIN process_stat AS s ON s.snapshot_id = ?1 AND s.pid = o.pid AND s.tid = s.pid
    WHERE d.snapshot_id = ?1 AND d.pass = 'after' AND d.state = 10 AND d.abstract = 0 AND d.path GLOB '/*' AND d.vfs_inode > 0
)
SELECT y.pid, y.path AS subject,
       printf('process %d (%s) and process %d (%s) both listen at %s', y.pid, y.comm, e.pid, e.comm, y.path) AS what,
       printf('socket %d of process %d is bound to inode %d', y.inode, y.pid, y.vfs_inode) AS fact,
       y.member_id AS fact_member_id, y.line AS fact_line,
       printf('socket %d of process %d, which was started before it, is bound to inode %d', e.inode, e.pid, e.vfs_inode) AS other,
       e.member_id AS other_member_id, e.line AS other_line
FROM listeners AS y
JOIN listeners AS e ON e.path = y.path AND e.mount_namespace = y.mount_namespace AND e.vfs_device = y.vfs_device AND e.vfs_inode <> y.vfs_inode
 AND (e.starttime, e.pid) < (y.starttime, y.pid)
WHERE NOT EXISTS (SELECT 1 FROM listeners AS o WHERE o.inode = y.inode AND (o.starttime, o.pid) < (y.starttime, y.pid))
  AND NOT EXISTS (SELECT 1 FROM listeners AS o WHERE o.inode = e.inode AND (o.starttime, o.pid) < (e.starttime, e.pid))
